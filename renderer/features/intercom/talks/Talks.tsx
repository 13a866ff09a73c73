import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { dragsWorker, parseLocalInput } from '../../../parts/index.ts';
import { gatewayNow } from '../../../station/index.ts';
import { Checkbox, EmptyState, Loading, Select, TextField, Trouble, VirtualList } from '../../../ui/index.ts';
import type { IntercomPanelProps } from '../IntercomPanel.tsx';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { useRadio } from '../useIntercom.ts';
import { TalkCard } from './TalkCard.tsx';
import { TalkLine } from './TalkLine.tsx';
import { usePlayer } from './usePlayer.ts';
import { type TalkFilter, useTalkPages } from './useTalkPages.ts';

const ALL = 'all';

interface Wishes {
  text: string;
  channelId: string;
  from: string;
  to: string;
  ofCase: boolean;
}
const NO_WISHES: Wishes = { text: '', channelId: ALL, from: '', to: '', ofCase: false };

const DAY = 86_400_000;
/** The moment that was typed, the last such hour when no day is told; null while none is. */
function momentOf(field: string): number | null {
  return parseLocalInput(field, gatewayNow() - DAY);
}

/** What is asked of the station: only what was filled in. */
function filterOf({ text, channelId, from, to, ofCase }: Wishes, caseId: string | null): TalkFilter {
  const begin = momentOf(from);
  const end = momentOf(to);
  return {
    ...(text.trim() !== '' && { text: text.trim().slice(0, 100) }),
    ...(channelId !== ALL && { channelId }),
    ...(begin !== null && { from: begin }),
    ...(end !== null && { to: end }),
    ...(ofCase && caseId !== null && { caseId }),
  };
}

function Filters({
  wishes,
  onWishes,
  hasCase,
}: {
  wishes: Wishes;
  onWishes: (change: Partial<Wishes>) => void;
  hasCase: boolean;
}) {
  const t = useTexts(texts);
  const channels = useRadio()?.channels ?? [];
  return (
    <div className={styles.talkFilters}>
      <TextField
        label={t('search')}
        labelHidden
        type="search"
        placeholder={t('search')}
        value={wishes.text}
        onChange={(text) => onWishes({ text })}
      />
      <Select
        label={t('tabs.channels')}
        labelHidden
        value={wishes.channelId}
        options={[
          { value: ALL, label: t('allChannels') },
          ...channels
            .filter(({ joined, heardAt }) => joined || heardAt !== null)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(channelId) => onWishes({ channelId })}
      />
      {(['from', 'to'] as const).map((edge) => (
        <TextField
          key={edge}
          label={t(edge)}
          value={wishes[edge]}
          placeholder="2026-01-31 18:00"
          error={wishes[edge].trim() !== '' && momentOf(wishes[edge]) === null ? t('badTime') : null}
          onChange={(value) => onWishes({ [edge]: value })}
        />
      ))}
      {hasCase && <Checkbox label={t('ofCase')} value={wishes.ofCase} onChange={(ofCase) => onWishes({ ofCase })} />}
    </div>
  );
}

/** Every talk this desk knows of, the newest first. Enter plays the chosen one. */
export function Talks(props: IntercomPanelProps) {
  const t = useTexts(texts);
  const [wishes, setWishes] = useState(NO_WISHES);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { rows, pending, error, again, more } = useTalkPages(filterOf(wishes, props.caseId));
  const { play } = usePlayer();
  const chosen = rows.find(({ id }) => id === chosenId);
  return (
    <div className={styles.split}>
      <Filters
        wishes={wishes}
        onWishes={(change) => setWishes({ ...wishes, ...change })}
        hasCase={props.caseId !== null}
      />
      {pending && <Loading />}
      {error && rows.length === 0 && <Trouble error={error} onRetry={again} />}
      {!pending && !error && rows.length === 0 && <EmptyState title={t('noTalks')} detail={t('noTalksDetail')} />}
      {rows.length > 0 && (
        <VirtualList
          label={t('recordings')}
          items={rows}
          keyOf={({ id }) => id}
          selectedKey={chosenId}
          onSelect={setChosenId}
          onOpen={(id) => {
            const row = rows.find((one) => one.id === id);
            if (row && row.soundMs > 0 && row.endedAt !== null) void play(row);
          }}
          dragOf={({ talker }) => (talker.kind === 'worker' ? dragsWorker(talker.id, talker.name) : undefined)}
          onEnd={more}
          renderItem={(recording) => <TalkLine recording={recording} />}
        />
      )}
      {chosen && <TalkCard key={chosen.id} recording={chosen} {...props} />}
    </div>
  );
}

import { Mic, Plus, Siren, Volume2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { RadioChannel } from '#shared/contract/radio.ts';
import type { ChannelKind } from '#shared/protocol/intercom.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useMay } from '../../../parts/index.ts';
import {
  Badge,
  Button,
  classes,
  EmptyState,
  Icon,
  Loading,
  Select,
  TextField,
  VirtualList,
} from '../../../ui/index.ts';
import type { IntercomPanelProps } from '../IntercomPanel.tsx';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { useChoices } from '../store.ts';
import { useRadio, useTalkChannels } from '../useIntercom.ts';
import { useOpenChannel } from '../useOpenChannel.ts';
import { ChannelCard } from './ChannelCard.tsx';
import { foundChannels, KIND_ORDER, tierOf } from './channelOrder.ts';
import { NewChannel } from './NewChannel.tsx';

const NO_CHANNELS: readonly RadioChannel[] = [];

function Row({ channel, isMain, isAlso }: { channel: RadioChannel; isMain: boolean; isAlso: boolean }) {
  const t = useTexts(texts);
  const { name, kind, joined, talk } = channel;
  const tier = tierOf(channel);
  return (
    <div className={styles.channelRow}>
      <span className={classes(styles.joinMark, joined && styles.isJoined)} aria-hidden />
      <span className={styles.channelName}>
        {(isMain || isAlso) && <Icon icon={Mic} />}
        {(isMain || isAlso) && <span className="visually-hidden">{t(isMain ? 'talksHere' : 'alsoOn')}</span>}
        {name}
      </span>
      {talk && (
        <span className={classes(styles.rowTalker, talk.emergency && styles.rowAlarm)}>
          <Icon icon={talk.emergency ? Siren : Volume2} />
          {talk.mine ? t('you') : talk.talker.name}
        </span>
      )}
      <span className={styles.quiet}>{tier ? t(`tiers.${tier}`) : t(`kinds.${kind}`)}</span>
    </div>
  );
}

/** Every channel there is: search, the list, and the one that is looked at with all its switches. */
export function Channels({ onOpenWorker }: Pick<IntercomPanelProps, 'onOpenWorker'>) {
  const t = useTexts(texts);
  const view = useRadio();
  const chosen = useTalkChannels(view);
  const { enter } = useOpenChannel(view);
  const talkId = useChoices((choices) => choices.talkId);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<ChannelKind | 'all'>('all');
  const [lookedAt, setLookedAt] = useState<string | null>(talkId);
  const [making, setMaking] = useState(false);
  const mayOpen = useMay('channel.open');
  const channels = view?.channels ?? NO_CHANNELS;
  const found = useMemo(() => foundChannels(channels, { text, kind }), [channels, text, kind]);
  const shown = channels.find(({ id }) => id === lookedAt) ?? chosen[0];
  if (!view) return <Loading />;
  const kinds = KIND_ORDER.filter((one) => channels.some((channel) => channel.kind === one));
  return (
    <div className={styles.split}>
      <div className={styles.filters}>
        <TextField
          label={t('find')}
          labelHidden
          type="search"
          placeholder={t('find')}
          value={text}
          onChange={setText}
        />
        <Select
          label={t('tabs.channels')}
          labelHidden
          value={kind}
          options={[
            { value: 'all', label: t('allChannels') },
            ...kinds.map((one) => ({ value: one, label: t(`kinds.${one}`) })),
          ]}
          onChange={setKind}
        />
        {mayOpen && (
          <Button icon={Plus} onClick={() => setMaking(true)} disabled={making || view.silent !== null}>
            {t('newChannel')}
          </Button>
        )}
      </div>
      {making && (
        <NewChannel
          onClose={(id) => {
            setMaking(false);
            if (id) setLookedAt(id);
          }}
        />
      )}
      {channels.length === 0 && <EmptyState title={t('noChannels')} detail={t('noChannelsDetail')} />}
      {channels.length > 0 && found.length === 0 && <EmptyState title={t('noneFound')} />}
      {found.length > 0 && (
        <VirtualList
          label={t('tabs.channels')}
          items={found}
          keyOf={({ id }) => id}
          selectedKey={shown?.id ?? null}
          onSelect={setLookedAt}
          onOpen={(id) => void enter(id)}
          renderItem={(channel) => (
            <Row
              channel={channel}
              isMain={chosen[0]?.id === channel.id}
              isAlso={chosen.slice(1).some(({ id }) => id === channel.id)}
            />
          )}
        />
      )}
      {shown && <ChannelCard key={shown.id} channel={shown} view={view} onOpenWorker={onOpenWorker} />}
      <p className={styles.count}>
        <Badge>{channels.filter(({ joined }) => joined).length}</Badge> {t('joined')}
      </p>
    </div>
  );
}

import { Users, X } from 'lucide-react';
import { useState } from 'react';
import type { CaseView, WorkerView } from '#shared/contract/views.ts';
import { useTexts } from '../../../i18n/index.ts';
import { fitsForWork, nearInput, WorkerField, WorkerStatusMarks } from '../../../parts/index.ts';
import { gatewayNow, useFeed } from '../../../station/index.ts';
import { Button, Combobox, IconButton } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import type { CommandDraft } from './draft.ts';
import type { CommandProposals } from './payload.ts';

const NEAREST = [3, 5, 10] as const;

interface RecipientsProps {
  draft: CommandDraft;
  proposals: CommandProposals;
  view: CaseView | null | undefined;
  workers: Map<string, WorkerView>;
  change: (change: Partial<CommandDraft>) => void;
}

interface ChipProps {
  name: string;
  onRemove: () => void;
  worker?: WorkerView;
  onTeam?: () => void;
}
function Chip({ name, worker, onRemove, onTeam }: ChipProps) {
  const t = useTexts(texts);
  const fixAge = worker?.position ? Math.max(0, gatewayNow() - worker.position.at) : null;
  return (
    <li className={styles.chip}>
      <span className={styles.chipName}>{name}</span>
      {worker && (
        <span className={styles.chipMarks}>
          <WorkerStatusMarks status={worker.status} onDuty={worker.worker.onDuty} fixAge={fixAge} />
        </span>
      )}
      {onTeam && <IconButton icon={Users} label={t('addTeam', { name })} size="small" onClick={onTeam} />}
      <IconButton icon={X} label={t('remove', { name })} size="small" onClick={onRemove} />
    </li>
  );
}

function GridField({ draft, view, change }: Pick<RecipientsProps, 'draft' | 'view' | 'change'>) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const own = view?.case.gridCode ?? '';
  const asked = text.trim() || own;
  const hits = useFeed('search', { text: asked, limit: 20 }, { enabled: asked !== '' }).data ?? [];
  const grids = hits.filter((hit) => hit.kind === 'grid');
  return (
    <Combobox
      label={t('grid')}
      placeholder={t('gridPlaceholder')}
      choices={grids.map((grid) => ({ value: grid.id, label: grid.title, note: grid.id }))}
      value={null}
      onSearch={setText}
      onChange={(code) => {
        const grid = grids.find((hit) => hit.id === code);
        if (!grid || draft.grids.some((chosen) => chosen.code === grid.id)) return;
        change({ grids: [...draft.grids, { code: grid.id, name: grid.title }] });
      }}
    />
  );
}

/** Picks the nearest who can be sent now, a number of them at once. */
function NearestButtons({ near, onPick }: { near: { lon: number; lat: number }; onPick: (ids: string[]) => void }) {
  const t = useTexts(texts);
  const choices = useFeed('worker.near', nearInput({ ...near, gridCode: '' })).data ?? [];
  const fitting = choices.filter(fitsForWork).map((choice) => choice.worker.id);
  return (
    <span className={styles.nearest}>
      {NEAREST.map((n) => (
        <Button
          key={n}
          size="small"
          look="quiet"
          disabled={fitting.length === 0}
          onClick={() => onPick(fitting.slice(0, n))}
        >
          {t('nearest', { n })}
        </Button>
      ))}
    </span>
  );
}

function pointOf(around: { lon: number; lat: number } | null): { lon: number; lat: number } {
  return around ? { lon: around.lon, lat: around.lat } : { lon: 0, lat: 0 };
}

/** Who shall get the command: workers by place or name, whole teams and grids; those chosen as chips. */
export function Recipients({ draft, proposals, view, workers, change }: RecipientsProps) {
  const t = useTexts(texts);
  const chosen = draft.workerIds ?? proposals.workerIds;
  const place = proposals.target;
  const first = workers.get(chosen[0] ?? '')?.position;
  // Without a place of its own the list begins around the first one chosen, where they were when it was opened.
  const [around, setAround] = useState(first ?? null);
  if (!around && first) setAround(first);
  const near = { ...(place ?? pointOf(around)), gridCode: place ? (view?.case.gridCode ?? '') : '' };
  const remove = (id: string) => change({ workerIds: chosen.filter((other) => other !== id) });
  const addTeam = (team: string) => change({ teams: [...new Set([...draft.teams, team])] });
  return (
    <fieldset className={styles.recipients}>
      <legend className={styles.legend}>{t('recipients')}</legend>
      <ul className={styles.chips}>
        {chosen.map((id) => {
          const worker = workers.get(id);
          const team = worker?.worker.teamId;
          return (
            <Chip
              key={id}
              name={worker?.worker.name ?? id}
              worker={worker}
              onRemove={() => remove(id)}
              onTeam={team && !draft.teams.includes(team) ? () => addTeam(team) : undefined}
            />
          );
        })}
        {draft.teams.map((id) => (
          <Chip
            key={`team.${id}`}
            name={t('team', { id })}
            onRemove={() => change({ teams: draft.teams.filter((other) => other !== id) })}
          />
        ))}
        {draft.grids.map((grid) => (
          <Chip
            key={`grid.${grid.code}`}
            name={grid.name}
            onRemove={() => change({ grids: draft.grids.filter((other) => other.code !== grid.code) })}
          />
        ))}
      </ul>
      {place && (
        <NearestButtons near={place} onPick={(ids) => change({ workerIds: [...new Set([...chosen, ...ids])] })} />
      )}
      <WorkerField
        label={place ? t('byNear') : t('byName')}
        hint={place ? t('byNearHint') : t('byNameHint')}
        near={near}
        chosen={chosen}
        onChange={(workerIds) => change({ workerIds })}
      />
      <GridField draft={draft} view={view} change={change} />
    </fieldset>
  );
}

import { PencilLine, SquareDashedMousePointer, Users, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CaseView, WorkerView } from '#shared/contract/views.ts';
import { ringSquareMeters } from '#shared/geo/index.ts';
import { common, formatArea, formatDistance, useTexts } from '../../../i18n/index.ts';
import { dragsWorker, WorkerField, WorkerStatusMarks } from '../../../parts/index.ts';
import { gatewayNow } from '../../../station/index.ts';
import { Button, IconButton } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import type { CommandDraft } from './draft.ts';
import { GroupField } from './GroupField.tsx';
import { recipientsOf } from './addressing.ts';
import type { CommandProposals } from './payload.ts';
import { type ComposerMap, useDrawnArea } from './useDrawnArea.ts';

interface RecipientsProps {
  draft: CommandDraft;
  proposals: CommandProposals;
  view: CaseView | null | undefined;
  workers: Map<string, WorkerView>;
  map: ComposerMap;
  change: (change: Partial<CommandDraft>) => void;
}

interface ChipProps {
  /** of a worker, who may be dragged from here */
  id?: string;
  name: string;
  onRemove: () => void;
  worker?: WorkerView;
  onTeam?: () => void;
  onEdit?: () => void;
}
function Chip({ id, name, worker, onRemove, onTeam, onEdit }: ChipProps) {
  const t = useTexts(texts);
  const fixAge = worker?.position ? Math.max(0, gatewayNow() - worker.position.at) : null;
  return (
    <li className={styles.chip} {...(id === undefined ? {} : dragsWorker(id, name))}>
      <span className={styles.chipName}>{name}</span>
      {worker && (
        <span className={styles.chipMarks}>
          <WorkerStatusMarks status={worker.status} onDuty={worker.worker.onDuty} fixAge={fixAge} />
        </span>
      )}
      {onTeam && <IconButton icon={Users} label={t('addTeam', { name })} size="small" onClick={onTeam} />}
      {onEdit && <IconButton icon={PencilLine} label={t('editArea')} size="small" onClick={onEdit} />}
      <IconButton icon={X} label={t('remove', { name })} size="small" onClick={onRemove} />
    </li>
  );
}

interface Group {
  key: string;
  name: string;
  /** the draft without it */
  without: Partial<CommandDraft>;
}

/** The groups of a draft by name, each with what takes it away. */
export function useGroups(draft: CommandDraft, hasPlace: boolean): Group[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const groups: Group[] = [
    ...draft.teams.map((id) => ({
      key: `team.${id}`,
      name: t('team', { id }),
      without: { teams: draft.teams.filter((other) => other !== id) },
    })),
    ...draft.grids.map(({ code, name }) => ({
      key: `grid.${code}`,
      name,
      without: { grids: draft.grids.filter((other) => other.code !== code) },
    })),
    ...draft.roles.map((role) => ({
      key: `role.${role}`,
      name: t('role', { name: tc(`workerRoles.${role}`) }),
      without: { roles: draft.roles.filter((other) => other !== role) },
    })),
    ...draft.departments.map(({ code, name }) => ({
      key: `department.${code}`,
      name: t('department', { name }),
      without: { departments: draft.departments.filter((other) => other.code !== code) },
    })),
  ];
  if (draft.nearest !== null && hasPlace)
    groups.push({ key: 'nearest', name: t('nearestChip', { n: draft.nearest }), without: { nearest: null } });
  if (draft.area !== null)
    groups.push({
      key: 'area',
      name: t('areaChip', { size: formatArea(ringSquareMeters(draft.area)) }),
      without: { area: null },
    });
  else if (draft.around !== null && hasPlace)
    groups.push({
      key: 'around',
      name: t('around', { distance: formatDistance(draft.around) }),
      without: { around: null },
    });
  if (draft.everyone) groups.push({ key: 'everyone', name: t('everyone'), without: { everyone: false } });
  return groups;
}

function pointOf(around: { lon: number; lat: number } | null): { lon: number; lat: number } {
  return around ? { lon: around.lon, lat: around.lat } : { lon: 0, lat: 0 };
}

/** The way onto the map: drawing begins here, and the focus comes back here. */
function DrawButton({ isDrawing, draw }: { isDrawing: boolean; draw: () => void }) {
  const t = useTexts(texts);
  const button = useRef<HTMLButtonElement>(null);
  const wasDrawing = useRef(false);
  useEffect(() => {
    if (wasDrawing.current && !isDrawing) button.current?.focus();
    wasDrawing.current = isDrawing;
  }, [isDrawing]);
  return (
    <Button ref={button} icon={SquareDashedMousePointer} aria-pressed={isDrawing} onClick={draw}>
      {t(isDrawing ? 'drawingArea' : 'drawArea')}
    </Button>
  );
}

/** Who shall get the command: workers by place or name, and groups of them; those chosen as chips. */
export function Recipients({ draft, proposals, view, workers, map, change }: RecipientsProps) {
  const t = useTexts(texts);
  const chosen = draft.workerIds ?? proposals.workerIds;
  const place = proposals.target;
  const groups = useGroups(draft, place !== null);
  const { isDrawing, draw } = useDrawnArea(recipientsOf(draft, proposals)?.area, change, map);
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
              id={id}
              name={worker?.worker.name ?? id}
              worker={worker}
              onRemove={() => remove(id)}
              onTeam={team && !draft.teams.includes(team) ? () => addTeam(team) : undefined}
            />
          );
        })}
        {groups.map(({ key, name, without }) => (
          <Chip
            key={key}
            name={name}
            onRemove={() => change(without)}
            onEdit={key === 'area' && draw && !isDrawing ? () => draw(draft.area) : undefined}
          />
        ))}
      </ul>
      <GroupField draft={draft} view={view} place={place} change={change} />
      {draw && <DrawButton isDrawing={isDrawing} draw={() => draw(null)} />}
      <WorkerField
        label={place ? t('byNear') : t('byName')}
        hint={place ? t('byNearHint') : t('byNameHint')}
        near={near}
        chosen={chosen}
        onChange={(workerIds) => change({ workerIds })}
      />
    </fieldset>
  );
}

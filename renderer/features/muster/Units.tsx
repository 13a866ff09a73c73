import { Check, MapPinCheck } from 'lucide-react';
import type { MusterView } from '#shared/contract/musterViews.ts';
import type { VideoTarget } from '#shared/contract/video.ts';
import { type MusterUnit, SCENE_ROLES, type SceneRole } from '#shared/domain/muster.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { useMay, VideoHandle, WorkerLink } from '../../parts/index.ts';
import { classes, IconButton, Select } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';
import { useMusterAct } from './Verbs.tsx';

type UnitState = 'called' | 'gathered' | 'arrived' | 'declined';

export function stateOf({ arrivedAt, gatheredAt, declinedAt }: MusterUnit): UnitState {
  if (arrivedAt !== null) return 'arrived';
  if (gatheredAt !== null) return 'gathered';
  return declinedAt === null ? 'called' : 'declined';
}

/** Who is waited for stands first. */
const ORDER: { [S in UnitState]: number } = { called: 0, declined: 1, gathered: 2, arrived: 3 };
const NO_ROLE = 'none';

interface UnitsProps {
  view: MusterView;
  now: number;
  onOpenWorker: (id: string) => void;
}

/** The units, how far each is and since when, and what it does at the scene. */
export function Units({ view, now, onOpenWorker }: UnitsProps) {
  const t = useTexts(texts);
  const { muster, names } = view;
  const mayAct = useMay('muster.mark') && muster.stoodDownAt === null;
  const units = muster.units.toSorted(
    (a, b) => ORDER[stateOf(a)] - ORDER[stateOf(b)] || a.workerId.localeCompare(b.workerId),
  );
  return (
    <section aria-label={t('units')}>
      <h4 className={styles.legend}>{t('units')}</h4>
      <ul className={styles.unitList}>
        {units.map((unit) => (
          <Unit
            key={unit.workerId}
            unit={unit}
            name={names[unit.workerId] ?? unit.workerId}
            now={now}
            muster={muster}
            mayAct={mayAct}
            onOpen={onOpenWorker}
          />
        ))}
      </ul>
    </section>
  );
}

/** What the unit may be asked to show: its picture, for the incident. */
function videoOf({ workerId }: MusterUnit, name: string, { caseId }: MusterView['muster']): VideoTarget {
  return { kind: 'worker', workerId, name, media: 'camera', ...(caseId === null ? {} : { caseId }) };
}

interface UnitProps {
  unit: MusterUnit;
  name: string;
  now: number;
  muster: MusterView['muster'];
  mayAct: boolean;
  onOpen: (id: string) => void;
}

function Unit({ unit, name, now, muster, mayAct, onOpen }: UnitProps) {
  const t = useTexts(texts);
  const act = useMusterAct(muster);
  const { workerId, arrivedBy, arrivedAt, gatheredAt, declinedAt, addedAt } = unit;
  const state = stateOf(unit);
  const since = arrivedAt ?? gatheredAt ?? declinedAt ?? addedAt;
  const mark = (what: 'gathered' | 'arrived') => void act('muster.mark', { workerId, what });
  const roles = [
    { value: NO_ROLE, label: t('noRole') },
    ...SCENE_ROLES.map((role) => ({ value: role as string, label: t(`roles.${role}`) })),
  ];
  return (
    <li className={styles.unit}>
      <span className={styles.who}>
        <WorkerLink className={styles.name} id={workerId} name={name} onOpen={onOpen} />
        {muster.stoodDownAt === null && <VideoHandle target={videoOf(unit, name, muster)} name={name} bare />}
      </span>
      <span className={classes(styles.state, styles[`state-${state}`])}>
        {t(`states.${state}`)} {formatTime(since, now)}
        {arrivedBy && <small className={styles.quiet}> {t(`arrivedBy.${arrivedBy}`)}</small>}
      </span>
      {mayAct ? (
        <Select
          label={`${t('role')} ${name}`}
          labelHidden
          options={roles}
          value={unit.role ?? NO_ROLE}
          onChange={(role) =>
            void act('muster.role', { workerId, role: role === NO_ROLE ? null : (role as SceneRole) })
          }
        />
      ) : (
        <span>{unit.role === null ? '' : t(`roles.${unit.role}`)}</span>
      )}
      {mayAct && (
        <span className={styles.marks}>
          {gatheredAt === null && (
            <IconButton
              icon={Check}
              size="small"
              label={`${t('markGathered')} ${name}`}
              onClick={() => mark('gathered')}
            />
          )}
          {arrivedAt === null && (
            <IconButton
              icon={MapPinCheck}
              size="small"
              label={`${t('markArrived')} ${name}`}
              onClick={() => mark('arrived')}
            />
          )}
        </span>
      )}
    </li>
  );
}

import { STATUS } from '#shared/protocol/fleetFrame.ts';
import { common, formatRemaining, useTexts } from '../../../i18n/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Light, UrgencyMark } from '../../../ui/index.ts';
import { markerLight } from '../cases/marker.ts';
import { departmentTexts } from '../departments/locale.ts';
import type { MapEngine, MapHit } from '../engine.ts';
import { KINDS, kindOf } from '../fleet/kinds.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import { useFollower } from './Selection.tsx';

/** Words beside what the mouse is on. The same is in the lists: nothing is only here. */
export function MapHover({ engine, hit, x, y }: { engine: MapEngine; hit: MapHit; x: number; y: number }) {
  const fixed = { x, y };
  const key = keyOf(hit);
  const element = useFollower(
    engine,
    () => {
      if (hit.kind === 'worker') return engine.fleet.place(hit.index);
      return (hit.kind === 'cases' ? placeOfOnly(engine, hit.ids) : null) ?? fixed;
    },
    key,
  );
  return (
    <div ref={element} className={styles.tip} role="tooltip" hidden>
      {hit.kind === 'worker' && <WorkerWords engine={engine} index={hit.index} />}
      {hit.kind === 'camera' && <strong>{hit.name}</strong>}
      {hit.kind === 'component' && (
        <>
          <strong>{hit.name}</strong>
          <span>{hit.sort}</span>
          <span className={styles.soft}>{hit.code}</span>
        </>
      )}
      {hit.kind === 'department' && <DepartmentWords name={hit.name} open={hit.open} />}
      {hit.kind === 'cases' && <CaseWords engine={engine} ids={hit.ids} />}
    </div>
  );
}

function keyOf(hit: MapHit): string {
  if (hit.kind === 'worker') return `w${hit.index}`;
  if (hit.kind === 'camera') return `c${hit.id}`;
  return hit.kind === 'cases' ? hit.ids.join() : `${hit.kind} ${hit.code}`;
}

function DepartmentWords({ name, open }: { name: string; open: number }) {
  const t = useTexts(departmentTexts);
  return (
    <>
      <strong>{name}</strong>
      <span>{t('open', { n: open })}</span>
    </>
  );
}

function placeOfOnly(engine: MapEngine, ids: string[]) {
  const [id] = ids;
  return id !== undefined && ids.length === 1 ? engine.cases.place(id) : null;
}

function WorkerWords({ engine, index }: { engine: MapEngine; index: number }) {
  const t = useTexts(mapTexts);
  const { data } = useFeed('worker.get', { index });
  const status = engine.fleet.store.status(index);
  const kind = KINDS[kindOf(status)];
  return (
    <>
      <strong>{data?.worker.name ?? t('workerNumber', { n: index + 1 })}</strong>
      <span>
        {t(`kinds.${kind}`)}
        {(status & STATUS.outOfGrid) !== 0 && kind !== 'out' && ` · ${t('kinds.out')}`}
      </span>
      {data && <span className={styles.soft}>{data.gridName}</span>}
    </>
  );
}

function CaseWords({ engine, ids }: { engine: MapEngine; ids: string[] }) {
  const t = useTexts(mapTexts);
  const words = useTexts(common);
  const now = useNow(10_000);
  const marker = ids[0] === undefined ? undefined : engine.cases.find(ids[0])?.marker;
  if (ids.length > 1) return <strong>{t('severalCases', { n: ids.length })}</strong>;
  if (!marker) return null;
  const light = markerLight(marker, now);
  return (
    <>
      <strong>{marker.title}</strong>
      <span className={styles.line}>
        <UrgencyMark urgency={marker.urgency} words />
        {words(`states.${marker.state}`)}
      </span>
      <span className={styles.line}>
        <Light light={light} />
        {marker.dueAt === null || marker.stopped ? words(`lights.${light}`) : formatRemaining(marker.dueAt, now)}
      </span>
    </>
  );
}

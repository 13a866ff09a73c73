import { useEffect, useMemo, useRef } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { ClaimMark, useClaims, useDropped, VideoHandle } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import type { MapEngine } from '../engine.ts';
import type { PlaceOf } from '../followers.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { ChosenWorker } from './useDragOut.ts';

/** Rings and names of the chosen case and worker; they follow the map without a render. */
export function Selection({
  engine,
  caseId,
  workerIndex,
  isPast,
  onChosen,
}: {
  engine: MapEngine;
  caseId: string | null;
  workerIndex: number | null;
  /** the map shows what was: what is known of now does not belong there */
  isPast: boolean;
  /** who stands in the ring, once it is known who it is; absent where nobody can be asked */
  onChosen?: (worker: ChosenWorker | null) => void;
}) {
  useEffect(() => engine.cases.choose(caseId), [engine, caseId]);
  return (
    <>
      {caseId !== null && <SelectedCase engine={engine} id={caseId} />}
      {workerIndex !== null && (
        <SelectedWorker engine={engine} index={workerIndex} isPast={isPast} onChosen={onChosen} />
      )}
    </>
  );
}

function SelectedCase({ engine, id }: { engine: MapEngine; id: string }) {
  const t = useTexts(mapTexts);
  const title = engine.cases.find(id)?.marker.title ?? '';
  const claim = useClaims().get(id);
  const ring = useFollower(engine, () => engine.cases.place(id), id);
  return (
    <div ref={ring} className={styles.ring} role="img" aria-label={t('selectedCase', { title })} hidden>
      {claim && (
        <span className={styles.name}>
          <ClaimMark claim={claim} />
        </span>
      )}
    </div>
  );
}

interface SelectedWorkerProps {
  engine: MapEngine;
  index: number;
  isPast: boolean;
  onChosen: ((worker: ChosenWorker | null) => void) | undefined;
}

function SelectedWorker({ engine, index, isPast, onChosen }: SelectedWorkerProps) {
  const t = useTexts(mapTexts);
  const { data } = useFeed('worker.get', { index });
  const id = data?.worker.id;
  const known = data?.worker.name;
  const target = useMemo(
    () =>
      id === undefined || known === undefined
        ? null
        : ({ kind: 'worker', workerId: id, name: known, media: 'camera' } as const),
    [id, known],
  );
  useEffect(() => {
    if (!onChosen || !target) return;
    onChosen({ index, target });
    return () => onChosen(null);
  }, [onChosen, index, target]);
  const name = data?.worker.name ?? t('workerNumber', { n: index + 1 });
  const ring = useFollower(engine, () => engine.fleet.place(index), String(index));
  return (
    <>
      {id !== undefined && !isPast && <AccuracyCircle engine={engine} index={index} workerId={id} />}
      <div ref={ring} className={styles.workerRing} role="group" aria-label={t('selectedWorker', { name })} hidden>
        <span className={styles.name}>
          <span aria-hidden>{name}</span>
          {onChosen && target && <VideoHandle target={target} name={name} bare />}
        </span>
      </div>
    </>
  );
}

/** What the ring around a mark covers anyway. */
const LEAST_CIRCLE_PX = 14;

/** The ground on which the chosen worker is for certain, as their terminal says. */
function AccuracyCircle({ engine, index, workerId }: { engine: MapEngine; index: number; workerId: string }) {
  const t = useTexts(mapTexts);
  const accuracy = useDropped(workerId)?.accuracy;
  const disc = useRef<HTMLSpanElement>(null);
  const place = () => {
    const radius = accuracy === undefined ? 0 : engine.pixelsOf(accuracy);
    disc.current?.style.setProperty('--radius', `${radius.toFixed(1)}px`);
    return radius < LEAST_CIRCLE_PX ? null : engine.fleet.place(index);
  };
  const circle = useFollower(engine, place, `${index} ${accuracy}`);
  const label = t('accuracy', { n: Math.round(accuracy ?? 0) });
  return (
    <div ref={circle} className={styles.accuracy} role="img" aria-label={label} hidden>
      <span ref={disc} />
    </div>
  );
}

/** A ref whose element the engine keeps over `place`; `key` says when it is another place. */
export function useFollower(engine: MapEngine, place: PlaceOf, key: string) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    if (key !== undefined && element.current) return engine.attach(element.current, () => latest.current());
    return undefined;
  }, [engine, key]);
  return element;
}

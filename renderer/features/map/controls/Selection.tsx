import { useEffect, useRef } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import type { MapEngine, PlaceOf } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';

/** Rings and names of the chosen case and worker; they follow the map without a render. */
export function Selection({
  engine,
  caseId,
  workerIndex,
}: {
  engine: MapEngine;
  caseId: string | null;
  workerIndex: number | null;
}) {
  useEffect(() => engine.cases.choose(caseId), [engine, caseId]);
  return (
    <>
      {caseId !== null && <SelectedCase engine={engine} id={caseId} />}
      {workerIndex !== null && <SelectedWorker engine={engine} index={workerIndex} />}
    </>
  );
}

function SelectedCase({ engine, id }: { engine: MapEngine; id: string }) {
  const t = useTexts(mapTexts);
  const title = engine.cases.find(id)?.marker.title ?? '';
  const ring = useFollower(engine, () => engine.cases.place(id), id);
  return <div ref={ring} className={styles.ring} role="img" aria-label={t('selectedCase', { title })} hidden />;
}

function SelectedWorker({ engine, index }: { engine: MapEngine; index: number }) {
  const t = useTexts(mapTexts);
  const { data } = useFeed('worker.get', { index });
  const name = data?.worker.name ?? t('workerNumber', { n: index + 1 });
  const ring = useFollower(engine, () => engine.fleet.place(index), String(index));
  return (
    <div ref={ring} className={styles.workerRing} role="img" aria-label={t('selectedWorker', { name })} hidden>
      <span className={styles.name} aria-hidden>
        {name}
      </span>
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

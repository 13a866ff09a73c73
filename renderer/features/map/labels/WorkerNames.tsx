import { useEffect } from 'react';
import { type StationConnection, useStation } from '../../../station/index.ts';
import type { MapEngine } from '../engine.ts';

/** ms between two questions: who is near changes with every move of the map */
const ASK_EVERY = 250;

/** Brings the names of the workers that the map wants to name, each once until workers change. */
export function WorkerNames({ engine, selected }: { engine: MapEngine; selected: number | null }) {
  const station = useStation();
  useEffect(() => bringNames(station, engine), [station, engine]);
  useEffect(() => engine.selectWorker(selected), [engine, selected]);
  return null;
}

function bringNames(station: StationConnection, engine: MapEngine): () => void {
  const known = new Set<number>();
  let wanted: readonly number[] = [];
  let timer = 0;
  let gone = false;
  const ask = async () => {
    timer = 0;
    const indices = wanted.filter((index) => !known.has(index));
    if (indices.length === 0) return;
    for (const index of indices) known.add(index);
    const answer = await station.read('worker.chosen', { indices });
    if (gone) return;
    if (answer.ok) engine.nameWorkers(answer.value);
    else for (const index of indices) known.delete(index);
  };
  const soon = () => {
    timer ||= window.setTimeout(() => void ask(), ASK_EVERY);
  };
  const unwatch = station.watch(['workers']);
  const leave = station.onChanged.on((topics) => {
    if (!topics.includes('workers')) return;
    known.clear();
    soon();
  });
  engine.names.onWanted = (indices) => {
    wanted = indices;
    soon();
  };
  return () => {
    gone = true;
    clearTimeout(timer);
    unwatch();
    leave();
    engine.names.onWanted = null;
  };
}

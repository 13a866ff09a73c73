import { useEffect, useMemo, useState } from 'react';
import type { WorkerTraits } from '#shared/contract/fleetViews.ts';
import { type FleetFilter, NO_FILTER } from '#shared/contract/mapView.ts';
import { useFeed } from '../../../station/index.ts';
import type { MapEngine } from '../engine.ts';
import type { WorkerMask } from '../fleet/mask.ts';
import { type ChoiceCounts, FleetFilterRun, isFiltering, sameMask } from './fleetFilter.ts';

/** Numbers that change four times a second cannot be read. */
const WORDS_EVERY_MS = 1000;

export interface MapFilter {
  filter: FleetFilter;
  setFilter(filter: FleetFilter): void;
  clear(): void;
  active: boolean;
  /** who is on the map of how many; null: not filtered, or not known yet */
  shown: { n: number; of: number } | null;
  /** null while nobody has read who the workers are */
  traits: WorkerTraits | null;
}

interface FilterChoice extends Pick<MapFilter, 'filter' | 'setFilter'> {
  /** the panel is open */
  open: boolean;
  /** those off duty are on the map */
  offDuty: boolean;
}

/** [ST305] Hides on this window's map whoever does not fit, at every tick: what somebody does changes, and a call for help shows at once. */
export function useFleetFilter(
  engine: MapEngine | null,
  { filter, setFilter, open, offDuty }: FilterChoice,
): MapFilter {
  const active = isFiltering(filter);
  const traits = useFeed('worker.traits', {}, { enabled: active || open }).data ?? null;
  const run = useMemo(() => (active && traits ? new FleetFilterRun(filter, traits) : null), [active, filter, traits]);
  const [shown, setShown] = useState<MapFilter['shown']>(null);
  useEffect(() => {
    if (!engine || !run) return undefined;
    let mask: WorkerMask | null = null;
    let told: ReturnType<typeof setTimeout> | undefined;
    let latest = { shown: 0, of: 0 };
    const tell = () => {
      const { shown: n, of } = latest;
      setShown((before) => (before?.n === n && before.of === of ? before : { n, of }));
      told = undefined;
    };
    const look = () => {
      const now = run.mask(engine.fleet.store, offDuty);
      if (!sameMask(mask, now.mask)) {
        mask = now.mask;
        engine.fleet.show(mask);
      }
      latest = now;
      told ??= setTimeout(tell, WORDS_EVERY_MS);
    };
    look();
    clearTimeout(told);
    tell();
    const stop = engine.onTick(look);
    return () => {
      stop();
      clearTimeout(told);
    };
  }, [engine, run, offDuty]);
  // Not when one run follows another: everybody would be seen for a moment.
  useEffect(() => {
    if (!run) engine?.fleet.show(null);
  }, [engine, run]);
  return { filter, setFilter, clear: () => setFilter(NO_FILTER), active, shown: run ? shown : null, traits };
}

/** What each choice would leave, once a second while somebody looks. */
export function useChoiceCounts(engine: MapEngine, { filter, traits }: MapFilter): ChoiceCounts | null {
  const run = useMemo(() => (traits ? new FleetFilterRun(filter, traits) : null), [filter, traits]);
  const [counts, setCounts] = useState<ChoiceCounts | null>(null);
  useEffect(() => {
    if (!run) return undefined;
    const look = () => setCounts(run.counts(engine.fleet.store));
    look();
    const timer = setInterval(look, WORDS_EVERY_MS);
    return () => clearInterval(timer);
  }, [engine, run]);
  return counts;
}

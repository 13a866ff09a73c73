import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { showToast } from '../../ui/index.ts';
import type { MapEngine } from './engine.ts';
import { mapTexts } from './locale.ts';
import type { MapViewProps } from './MapView.tsx';
import type { Holding } from './moves.ts';

const FREE: Holding = { locked: false, following: null };
const NEVER = () => () => undefined;

/** [ST306] [ST307] What holds the view: a lock by hand, a worker who is followed; and where a clicked row takes it. */
export function useHolding(engine: MapEngine | null, props: MapViewProps): Holding {
  const { follow = null, visit = null } = props;
  const moves = engine?.moves;
  const holding = useSyncExternalStore(
    (hear) => (moves ? moves.onHolding(hear) : NEVER()),
    () => moves?.holding ?? FREE,
  );
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => engine?.keepInMiddle(follow), [engine, follow]);
  useEffect(() => {
    if (!moves) return undefined;
    let before = moves.holding.following;
    return moves.onHolding(() => {
      const { following } = moves.holding;
      if (before !== null && following === null && latest.current.follow === before) latest.current.onFollow?.(null);
      before = following;
    });
  }, [moves]);
  useVisits(engine, visit);
  return holding;
}

function useVisits(engine: MapEngine | null, visit: NonNullable<MapViewProps['visit']> | null): void {
  const t = useTexts(mapTexts);
  const latest = useRef({ visit, t });
  latest.current = { visit, t };
  // What was clicked before this map was there does not move it.
  const seen = useRef(visit?.nonce);
  const nonce = visit?.nonce;
  useEffect(() => {
    const { visit: to, t: words } = latest.current;
    if (!engine || !to || nonce === undefined || nonce === seen.current) return;
    seen.current = nonce;
    if (engine.moves.visit(to.key, to.lon, to.lat) !== 'locked') return;
    const go = () => engine.moves.flyTo(to.lon, to.lat);
    showToast({ title: words('lock.stays'), action: { label: words('lock.go'), onPress: go } });
  }, [engine, nonce]);
}

import { useCallback, useEffect, useRef } from 'react';
import type { FleetFilter, SavedView } from '#shared/contract/mapView.ts';
import { savedViews, useOwnId } from '../../../parts/index.ts';
import type { MapEngine } from '../engine.ts';
import { useLayerChoice } from './choice.ts';

/** A saved view that is asked for from outside of the map, each time `nonce` is new. */
export interface ViewAsked {
  name: string;
  nonce: string;
}

/** Takes this map to a saved view: its place, its layers and its workers. Answers how; one that was asked for is gone to at once. */
export function useSavedView(
  engine: MapEngine | null,
  setFilter: (filter: FleetFilter) => void,
  asked: ViewAsked | null,
): (view: SavedView) => void {
  const ownId = useOwnId();
  const take = useLayerChoice((choice) => choice.take);
  const go = useCallback(
    ({ lon, lat, zoom, layers, filter }: SavedView) => {
      take(layers);
      if (filter) setFilter(filter);
      engine?.moves.flyTo(lon, lat, zoom);
    },
    [engine, setFilter, take],
  );
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (!engine || !asked || asked.nonce === done.current) return;
    done.current = asked.nonce;
    const view = savedViews(localStorage, ownId).find(({ name }) => name === asked.name);
    if (view) go(view);
  }, [engine, go, asked, ownId]);
  return go;
}

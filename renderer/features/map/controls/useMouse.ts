import { useLayoutEffect, useRef } from 'react';
import type { MapEngine, MapHit } from '../engine.ts';
import { followMouse } from './followMouse.ts';

interface MouseVerbs {
  /** null: nothing is under the mouse, it has left, or the map has become deaf to it */
  onHover(hover: { hit: MapHit; x: number; y: number } | null): void;
  onClick(hit: MapHit | null, more: boolean): void;
}

/**
 * Hover and click, at most one look per frame; MapLibre itself has arrows, + and −. What the desk draws meanwhile changes nothing
 * of it: a look that waits for its frame is not lost.
 */
export function useMouse(engine: MapEngine | null, interactive: boolean, verbs: MouseVerbs): void {
  const latest = useRef(verbs);
  latest.current = verbs;
  // Before it is painted: whoever sees the map may click it.
  useLayoutEffect(() => {
    if (!engine || !interactive) return;
    const { map } = engine;
    const canvas = map.getCanvas();
    let last = '';
    const stop = followMouse(map, (at) => {
      const hit = at && engine.pick(at.x, at.y);
      const key = JSON.stringify(hit && { ...hit, lon: 0, lat: 0 });
      if (key === last) return;
      last = key;
      canvas.style.cursor = hit ? 'pointer' : '';
      latest.current.onHover(at && hit && { hit, x: at.x, y: at.y });
    });
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Home') engine.moves.fitDistrict();
    };
    canvas.addEventListener('keydown', keys);
    const click = map.on('click', ({ point, originalEvent }) =>
      latest.current.onClick(engine.pick(point.x, point.y), originalEvent.ctrlKey),
    );
    return () => {
      stop();
      canvas.style.cursor = '';
      latest.current.onHover(null);
      canvas.removeEventListener('keydown', keys);
      click.unsubscribe();
    };
  }, [engine, interactive]);
}

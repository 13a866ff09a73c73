import { useEffect } from 'react';
import type { MapEngine, MapHit } from '../engine.ts';

/** Hover and click, at most one look per frame; MapLibre itself has arrows, + and −. */
export function useMouse(
  engine: MapEngine | null,
  interactive: boolean,
  onHover: (hover: { hit: MapHit; x: number; y: number } | null) => void,
  onClick: (hit: MapHit | null, more: boolean) => void,
): void {
  useEffect(() => {
    if (!engine || !interactive) return;
    const { map } = engine;
    const canvas = map.getCanvas();
    let frame = 0;
    let last = '';
    const look = (x: number, y: number) => {
      frame = 0;
      const hit = engine.pick(x, y);
      const key = JSON.stringify(hit && { ...hit, lon: 0, lat: 0 });
      if (key === last) return;
      last = key;
      canvas.style.cursor = hit ? 'pointer' : '';
      onHover(hit && { hit, x, y });
    };
    const move = map.on('mousemove', ({ point }) => {
      if (frame === 0) frame = requestAnimationFrame(() => look(point.x, point.y));
    });
    const leave = map.on('mouseout', () => {
      last = '';
      onHover(null);
    });
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Home') engine.moves.fitDistrict();
    };
    canvas.addEventListener('keydown', keys);
    const click = map.on('click', ({ point, originalEvent }) =>
      onClick(engine.pick(point.x, point.y), originalEvent.ctrlKey),
    );
    return () => {
      cancelAnimationFrame(frame);
      canvas.removeEventListener('keydown', keys);
      for (const subscription of [move, leave, click]) subscription.unsubscribe();
    };
  }, [engine, interactive, onHover, onClick]);
}

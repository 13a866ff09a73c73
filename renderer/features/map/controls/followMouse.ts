import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Point } from '../choose/choosing.ts';

/**
 * Tells where the mouse is on the map, px: once a frame at most, and null as soon as it has left. Frames of a slow machine come late:
 * each is told of the last place before it, and none of a mouse that has left meanwhile ([ST350]). What is dragged off the map takes
 * the mouse with it: no page hears of it until it is dropped ([ST359]).
 * @returns how to stop; nothing is told after it
 */
export function followMouse(map: MapLibreMap, tell: (at: Point | null) => void): () => void {
  let at: Point | null = null;
  let frame = 0;
  const move = map.on('mousemove', ({ point }) => {
    at = point;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      tell(at);
    });
  });
  const left = () => {
    at = null;
    tell(null);
  };
  const leave = map.on('mouseout', left);
  const host = map.getCanvasContainer();
  host.addEventListener('dragstart', left);
  return () => {
    cancelAnimationFrame(frame);
    move.unsubscribe();
    leave.unsubscribe();
    host.removeEventListener('dragstart', left);
  };
}

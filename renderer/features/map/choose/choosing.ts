import type { Map as MapLibreMap } from 'maplibre-gl';

/** CSS pixels from the map's top left corner. */
export interface Point {
  x: number;
  y: number;
}

/** A drag shorter than this is a click, px. */
const LEAST_DRAG = 4;

/** Workers that are chosen, with one more or one less. */
export function toggled(chosen: readonly number[], index: number): number[] {
  return chosen.includes(index) ? chosen.filter((one) => one !== index) : [...chosen, index];
}

/** Workers that are chosen, with these as well. */
export function withThese(chosen: readonly number[], more: readonly number[]): number[] {
  return [...new Set([...chosen, ...more])];
}

export function cornersOf(a: Point, b: Point): [number, number][] {
  return [
    [a.x, a.y],
    [b.x, a.y],
    [b.x, b.y],
    [a.x, b.y],
  ];
}

/**
 * Ctrl and a drag lay a box over the map; ends with the returned function.
 * @param box an element of the map's own size, shown while somebody drags
 */
export function followBox(map: MapLibreMap, box: HTMLElement, onBox: (from: Point, to: Point) => void): () => void {
  const canvas = map.getCanvas();
  const gone = new AbortController();
  const at = (event: MouseEvent): Point => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  let from: Point | null = null;
  const show = (to: Point) => {
    if (!from) return;
    const isDrag = Math.hypot(to.x - from.x, to.y - from.y) >= LEAST_DRAG;
    box.hidden = !isDrag;
    Object.assign(box.style, {
      left: `${Math.min(from.x, to.x)}px`,
      top: `${Math.min(from.y, to.y)}px`,
      width: `${Math.abs(to.x - from.x)}px`,
      height: `${Math.abs(to.y - from.y)}px`,
    });
  };
  const end = (event: MouseEvent) => {
    const [begun, wasDrag] = [from, !box.hidden];
    from = null;
    box.hidden = true;
    map.dragPan.enable();
    if (begun && wasDrag) onBox(begun, at(event));
  };
  const { signal } = gone;
  canvas.addEventListener(
    'mousedown',
    (event) => {
      if (!event.ctrlKey || event.button !== 0) return;
      from = at(event);
      map.dragPan.disable();
    },
    { signal, capture: true },
  );
  window.addEventListener('mousemove', (event) => show(at(event)), { signal });
  window.addEventListener('mouseup', (event) => from && end(event), { signal });
  return () => gone.abort();
}

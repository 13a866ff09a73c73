import type { Ring } from '../../../parts/index.ts';
import { type AreaGeometry, metersToLine } from '#shared/geo/index.ts';
import type { DrawnShape } from '../draw/areaDrawing.ts';

/** What was drawn as the area it means; null while it is none. @param width of a corridor, m */
export function drawnGeometry(
  shape: DrawnShape,
  drawn: { ring: Ring; line: readonly (readonly [number, number])[] },
  width: number,
): AreaGeometry | null {
  if (shape === 'linestring') {
    const line = drawn.line.map(([lon, lat]): [number, number] => [lon, lat]);
    return line.length < 2 ? null : { kind: 'corridor', line, width };
  }
  if (drawn.ring.length < 4) return null;
  const ring = drawn.ring.map(([lon, lat]): [number, number] => [lon, lat]);
  return shape === 'circle' ? circleOf(ring) : { kind: 'polygon', ring };
}

/** The circle that a ring of equal steps is drawn around. */
function circleOf(ring: [number, number][]): AreaGeometry {
  const corners = ring.slice(1);
  const mean = (at: 0 | 1) => corners.reduce((sum, corner) => sum + corner[at], 0) / corners.length;
  const centre: [number, number] = [Number(mean(0).toFixed(7)), Number(mean(1).toFixed(7))];
  const radius = corners.reduce((sum, corner) => sum + metersToLine([corner], centre), 0) / corners.length;
  return { kind: 'circle', centre, radius: Math.round(radius * 10) / 10 };
}

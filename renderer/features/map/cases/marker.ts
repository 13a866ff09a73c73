import type { FeedOutput } from '#shared/contract/feeds.ts';
import { mercatorX, mercatorY } from '#shared/contract/fleetTick.ts';
import { type Affine, affineOf, type Camera } from '../camera.ts';

export type CaseMarker = FeedOutput<'case.markers'>['markers'][number];

/** Lights in the order of what needs a hand: later ones lie above earlier ones. */
export const LIGHTS = ['none', 'grey', 'green', 'yellow', 'red'] as const;
export type MarkerLight = (typeof LIGHTS)[number];

/** A case's light as `lightOf` of the domain tells it, from what a marker carries. */
export function markerLight(marker: Pick<CaseMarker, 'dueAt' | 'yellowAt' | 'stopped'>, now: number): MarkerLight {
  if (marker.dueAt === null) return 'none';
  if (marker.stopped) return 'grey';
  if (now > marker.dueAt) return 'red';
  return marker.yellowAt !== null && now >= marker.yellowAt ? 'yellow' : 'green';
}

/** A case with its place worked out once. */
export interface PlacedCase {
  marker: CaseMarker;
  light: MarkerLight;
  /** mercator, 0…1 */
  x: number;
  y: number;
}

export function placeCases(markers: readonly CaseMarker[], now: number): PlacedCase[] {
  return markers.map((marker) => ({
    marker,
    light: markerLight(marker, now),
    x: mercatorX(marker.lon),
    y: mercatorY(marker.lat),
  }));
}

/** What is drawn at one place: one case, or several that would cover each other. */
export interface CaseMark {
  cases: PlacedCase[];
  x: number;
  y: number;
}

/** Cells of this many CSS pixels (times the magnification) are told as one mark. */
const CELL = 46;
/** Two in a cell still fit beside each other. */
const CLUSTER_FROM = 3;
/** In the streets every case stands for itself. */
export const CLUSTER_BELOW_ZOOM = 15.5;

/**
 * Groups cases that would cover each other. Cells are fixed to the ground at each whole zoom, so that groups do not
 * change while the map is dragged. A critical case never hides in a group, nor does the chosen one.
 */
export function groupCases(
  cases: readonly PlacedCase[],
  zoom: number,
  magnify: number,
  chosenId: string | null = null,
): CaseMark[] {
  if (zoom >= CLUSTER_BELOW_ZOOM) return inOrder(cases.map(alone));
  const perCell = (512 * 2 ** Math.floor(zoom)) / (CELL * magnify);
  const cells = new Map<number, PlacedCase[]>();
  const marks: CaseMark[] = [];
  for (const each of cases) {
    if (each.marker.urgency === 'critical' || each.marker.id === chosenId) {
      marks.push(alone(each));
      continue;
    }
    const key = Math.floor(each.x * perCell) * 0x4000000 + Math.floor(each.y * perCell);
    const cell = cells.get(key);
    if (cell) cell.push(each);
    else cells.set(key, [each]);
  }
  for (const cell of cells.values()) {
    if (cell.length < CLUSTER_FROM) marks.push(...cell.map(alone));
    else marks.push({ cases: cell, x: mean(cell, 'x'), y: mean(cell, 'y') });
  }
  return inOrder(marks);
}

function alone(each: PlacedCase): CaseMark {
  return { cases: [each], x: each.x, y: each.y };
}

function mean(cases: readonly PlacedCase[], axis: 'x' | 'y'): number {
  return cases.reduce((sum, each) => sum + each[axis], 0) / cases.length;
}

const URGENCY_ORDER = { normal: 0, urgent: 1, critical: 2 } as const;

function inOrder(marks: CaseMark[]): CaseMark[] {
  return marks.sort((a, b) => weight(a) - weight(b));
}

/** Groups first, then by urgency and light: the most pressing is drawn last, on top. */
function weight({ cases }: CaseMark): number {
  const [first] = cases;
  if (!first || cases.length > 1) return -1;
  return URGENCY_ORDER[first.marker.urgency] * LIGHTS.length + LIGHTS.indexOf(first.light);
}

/** Cases in a group by light, in the order of `LIGHTS`. */
export function countLights({ cases }: CaseMark): number[] {
  const counts = LIGHTS.map(() => 0);
  for (const { light } of cases) {
    const at = LIGHTS.indexOf(light);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Diameter of a mark, CSS pixels. Urgency is told by size. */
export function caseMarkSize({ cases }: CaseMark, magnify: number): number {
  const [first] = cases;
  if (cases.length > 1) return (30 + Math.min(14, Math.log2(cases.length) * 2)) * magnify;
  return (first ? { normal: 16, urgent: 20, critical: 26 }[first.marker.urgency] : 0) * magnify;
}

/** Marks under a screen point, topmost first. */
export function pickCases(
  marks: readonly CaseMark[],
  camera: Camera,
  x: number,
  y: number,
  magnify: number,
): CaseMark[] {
  const affine: Affine = affineOf(camera, 0, 0);
  return marks
    .filter((mark) => {
      const reach = caseMarkSize(mark, magnify) / 2 + 2;
      return Math.hypot(mark.x * affine.scale + affine.x0 - x, mark.y * affine.scale + affine.y0 - y) <= reach;
    })
    .reverse();
}

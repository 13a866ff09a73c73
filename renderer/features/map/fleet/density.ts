import { affineOf, type Camera, cameraScale } from '../camera.ts';
import { isSeen, type Shown } from './picking.ts';
import type { FleetStore } from './store.ts';

/** How the operator wants the workers: each, their number by area, or whichever fits. */
export const FLEET_VIEWS = ['auto', 'points', 'density'] as const;
export type FleetView = (typeof FLEET_VIEWS)[number];

/** Mean distance of workers on the screen, px on a desk: below the first they are mush, above the second they are people. */
const CROWDED = 3.8;
const ROOMY = 4.5;
/** A cell has at least these numbers. Fixed: a colour means the same on every map at every time. */
export const DENSITY_STEPS = [1, 3, 10, 30, 100, 300] as const;
/** From the middle of a cell to its corner, px on a desk, at a whole zoom. */
const CELL = 20;

/**
 * Whether the workers are counted instead of drawn.
 * @param spacing mean distance of workers on the screen, CSS pixels
 * @param before as it was: on the border it stays so
 */
export function isDense(view: FleetView, spacing: number, magnify: number, before: boolean): boolean {
  if (view !== 'auto') return view === 'density';
  return spacing < (before ? ROOMY : CROWDED) * magnify;
}

/** Cells of equal size fixed to the ground, pointing up: how many workers stand in each that is in view. */
export interface DensityGrid {
  counts: Uint32Array;
  columns: number;
  /** first column and row in view */
  column0: number;
  row0: number;
  /** from the middle to a corner, CSS pixels */
  radius: number;
  /** middle of cell (0, 0), CSS pixels */
  x0: number;
  y0: number;
}

/** Step of a number: the index of the highest of `DENSITY_STEPS` it reaches. */
export function densityStep(count: number): number {
  return Math.max(
    0,
    DENSITY_STEPS.findLastIndex((least) => count >= least),
  );
}

/** Counts who is shown, at the newest places. Cells keep their ground while the map moves; they halve with each whole zoom. */
export function countCells(store: FleetStore, shown: Shown, camera: Camera, magnify: number): DensityGrid {
  const grid = gridOf(camera, magnify);
  const { scale, x0, y0 } = affineOf(camera, store.originX, store.originY);
  const { radius } = grid;
  const rows = grid.counts.length / grid.columns;
  for (let index = 0; index < store.count; index++) {
    if (!store.has(index) || !isSeen(store, index, shown)) continue;
    const x = store.dx(index) * scale + x0 - grid.x0;
    const y = store.dy(index) * scale + y0 - grid.y0;
    const row = nearestRow(x, y, radius);
    const column = Math.round(x / (radius * SQRT3) - oddShift(row)) - grid.column0;
    const down = row - grid.row0;
    if (column < 0 || column >= grid.columns || down < 0 || down >= rows) continue;
    const cell = down * grid.columns + column;
    grid.counts[cell] = (grid.counts[cell] ?? 0) + 1;
  }
  return grid;
}

/** Runs over the cells in which somebody stands: number and middle, CSS pixels. */
export function forEachCell(grid: DensityGrid, visit: (count: number, x: number, y: number) => void): void {
  for (const [cell, count] of grid.counts.entries()) {
    if (count === 0) continue;
    const row = Math.floor(cell / grid.columns) + grid.row0;
    const column = (cell % grid.columns) + grid.column0;
    visit(count, grid.x0 + (column + oddShift(row)) * grid.radius * SQRT3, grid.y0 + row * grid.radius * 1.5);
  }
}

const SQRT3 = Math.sqrt(3);

/** Every other row lies half a cell further east. */
function oddShift(row: number): number {
  return row & 1 ? 0.5 : 0;
}

/** The row whose cell holds a point: of the two rows it lies between, the one with the nearer middle. */
function nearestRow(x: number, y: number, radius: number): number {
  const above = Math.floor(y / (radius * 1.5));
  return away(x, y, above, radius) <= away(x, y, above + 1, radius) ? above : above + 1;
}

function away(x: number, y: number, row: number, radius: number): number {
  const width = radius * SQRT3;
  const column = Math.round(x / width - oddShift(row));
  const dx = x - (column + oddShift(row)) * width;
  const dy = y - row * radius * 1.5;
  return dx * dx + dy * dy;
}

function gridOf(camera: Camera, magnify: number): DensityGrid {
  const radius = CELL * magnify * 2 ** (camera.zoom - Math.round(camera.zoom));
  const scale = cameraScale(camera);
  const [width, height] = [radius * SQRT3, radius * 1.5];
  // Cell (0, 0) lies in the corner of the world; taken modulo two rows, so that numbers stay small.
  const left = camera.centreX * scale - camera.width / 2;
  const top = camera.centreY * scale - camera.height / 2;
  const [x0, y0] = [-(left % width), -(top % (2 * height))];
  const [column0, row0] = [Math.floor(-x0 / width) - 1, Math.floor(-y0 / height) - 1];
  const columns = Math.ceil(camera.width / width) + 3;
  const rows = Math.ceil(camera.height / height) + 3;
  return { counts: new Uint32Array(columns * rows), columns, column0, row0, radius, x0, y0 };
}

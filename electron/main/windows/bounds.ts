import { z } from 'zod';
import { scaleSchema } from '#shared/contract/scales.ts';
import { windowNameSchema } from '#shared/contract/windows.ts';

export const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(150).max(20_000),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

const savedWindowSchema = z.object({
  name: windowNameSchema,
  bounds: rectangleSchema,
  displayId: z.number(),
  maximized: z.boolean(),
  scale: scaleSchema,
  /** stood open when the app ended, or died */
  open: z.boolean(),
});
export type SavedWindow = z.infer<typeof savedWindowSchema>;

/** `windows.json`: where each window was left, on which display, and whether it stood open. */
export const savedWindowsSchema = z.array(savedWindowSchema).max(100);

export interface DisplayArea {
  id: number;
  primary: boolean;
  bounds: Rectangle;
  workArea: Rectangle;
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Whether so little of a window lies on the displays that nobody could get hold of it. */
export function isStranded(bounds: Rectangle, displays: readonly Pick<DisplayArea, 'workArea'>[]): boolean {
  const visible = displays.reduce((sum, display) => sum + overlap(bounds, display.workArea), 0);
  return visible * 4 < bounds.width * bounds.height;
}

/** The saved bounds if at least a quarter of them still lies on a display, else the wished size centred on `home`. */
export function placeWindow(
  saved: Rectangle | undefined,
  wished: { width: number; height: number },
  displays: readonly DisplayArea[],
  home: DisplayArea,
): Rectangle {
  if (saved && !isStranded(saved, displays)) return saved;
  const width = Math.min(wished.width, home.workArea.width);
  const height = Math.min(wished.height, home.workArea.height);
  return {
    x: home.workArea.x + Math.floor((home.workArea.width - width) / 2),
    y: home.workArea.y + Math.floor((home.workArea.height - height) / 2),
    width,
    height,
  };
}

/** The first display that is not the primary one and has no wall yet. */
export function freeDisplay(
  displays: readonly DisplayArea[],
  taken: ReadonlySet<number> = new Set(),
): DisplayArea | undefined {
  return displays.find(({ id, primary }) => !primary && !taken.has(id));
}

/**
 * The display a wall belongs on: the one it was on, else the first that is not the primary and has no wall, else the primary,
 * where it is a window like any other.
 */
export function wallDisplay(
  displays: readonly DisplayArea[],
  savedId: number | undefined,
  taken: ReadonlySet<number> = new Set(),
): DisplayArea {
  const found =
    displays.find(({ id, primary }) => id === savedId && !primary && !taken.has(id)) ??
    freeDisplay(displays, taken) ??
    displays.find(({ primary }) => primary) ??
    displays[0];
  if (!found) throw new Error('no display');
  return found;
}

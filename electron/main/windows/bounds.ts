import { z } from 'zod';
import { windowKindSchema } from '#shared/contract/bridge.ts';

export const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(150).max(20_000),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

/** `windows.json`: where each kind of window was left, and on which display. */
export const savedWindowsSchema = z.partialRecord(
  windowKindSchema,
  z.object({ bounds: rectangleSchema, displayId: z.number(), maximized: z.boolean() }),
);
export type SavedWindows = z.infer<typeof savedWindowsSchema>;

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

/** The display a wall belongs on: the one it was on, else the first that is not the primary, else the primary. */
export function wallDisplay(displays: readonly DisplayArea[], savedId: number | undefined): DisplayArea {
  const found =
    displays.find((display) => display.id === savedId && !display.primary) ??
    displays.find((display) => !display.primary) ??
    displays.find((display) => display.primary) ??
    displays[0];
  if (!found) throw new Error('no display');
  return found;
}

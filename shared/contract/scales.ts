import { z } from 'zod';
import type { WindowKind } from './windows.ts';

/** How much larger than usual a window is drawn. */
export const SCALES = [0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;
export type Scale = (typeof SCALES)[number];
export const scaleSchema = z.literal(SCALES);

/** The next scale in a direction; the last one when there is none beyond it. */
export function nextScale(scale: Scale, direction: 1 | -1): Scale {
  return SCALES[SCALES.indexOf(scale) + direction] ?? scale;
}

/** What is inside a window's frame, CSS pixels. */
interface Size {
  width: number;
  height: number;
}

/** rem that what a window shows has room in, region by region. A wall is measured by its display instead, and fits at any scale. */
const LEAST_REM: Record<WindowKind, Size> = {
  desk: { width: 44, height: 24 },
  video: { width: 30, height: 18 },
  wall: { width: 0, height: 0 },
};

/** CSS pixels of a rem in a window that is drawn as usual: what `renderer/ui/tokens/scale.css` says. */
export function usualRem({ width, height }: Size): number {
  return Math.max(13, Math.min(4 + 0.00521 * width, 4 + 0.00926 * height));
}

/**
 * [ST364] The scale a window is drawn at: the one that was chosen, or the largest below it with which nothing lies where no hand
 * reaches. Want of room makes nothing smaller than usual.
 */
export function fittingScale(chosen: Scale, kind: WindowKind, size: Size): Scale {
  const rem = usualRem(size);
  const { width, height } = LEAST_REM[kind];
  const fits = (scale: Scale) => size.width >= width * rem * scale && size.height >= height * rem * scale;
  return SCALES.findLast((scale) => scale <= chosen && (scale <= 1 || fits(scale))) ?? chosen;
}

/** What a window is told when its operator asks for another scale. */
export interface ScaleChange {
  scale: Scale;
  /** there is no room for a larger one, or there is none: it stays as it was */
  refused: boolean;
}

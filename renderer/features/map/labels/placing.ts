/** Sides of a mark on which its name can stand, the best first. */
export const SIDES = ['right', 'left', 'above', 'below'] as const;
export type Side = (typeof SIDES)[number];

/** CSS pixels from the map's top left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A name that wants a place beside its mark. */
export interface Wish {
  index: number;
  /** of the mark */
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed extends Box {
  index: number;
  side: Side;
}

/**
 * Gives names their places, one after the other: the earlier wish wins, and no two cover each other. A name that had a
 * side keeps it while there is room, so that nothing flickers while people walk.
 * @param gap from the middle of a mark to its name, CSS pixels
 * @param before the side each name had
 * @param taken where no name may stand
 */
export function placeNames(
  wishes: readonly Wish[],
  gap: number,
  view: { width: number; height: number },
  before: ReadonlyMap<number, Side>,
  taken: readonly Box[] = [],
): Placed[] {
  const placed: Placed[] = [];
  for (const wish of wishes) {
    const kept = before.get(wish.index);
    const sides = kept ? [kept, ...SIDES.filter((side) => side !== kept)] : SIDES;
    for (const side of sides) {
      const box = boxOn(side, wish, gap);
      if (!isWithin(box, view) || [...taken, ...placed].some((other) => meet(box, other))) continue;
      placed.push({ ...box, index: wish.index, side });
      break;
    }
  }
  return placed;
}

function boxOn(side: Side, { x, y, width, height }: Wish, gap: number): Box {
  if (side === 'right') return { left: x + gap, top: y - height / 2, width, height };
  if (side === 'left') return { left: x - gap - width, top: y - height / 2, width, height };
  const top = side === 'above' ? y - gap - height : y + gap;
  return { left: x - width / 2, top, width, height };
}

function isWithin({ left, top, width, height }: Box, view: { width: number; height: number }): boolean {
  return left >= 0 && top >= 0 && left + width <= view.width && top + height <= view.height;
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

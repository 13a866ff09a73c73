/** Classes of a figure: how grids with different values get different fills. */

export const SCALES = ['quantile', 'equal'] as const;
export type Scale = (typeof SCALES)[number];

/** One class: values from `from` to `to`, both included, and how many grids have one. */
export interface ValueClass {
  from: number;
  to: number;
  n: number;
}

const MOST_CLASSES = 5;

/**
 * Classes of what is there, the lowest first, as many as are worth telling apart. Their bounds are values that occur, so that a
 * legend made of them is true of every grid: no class is empty, none overlaps the next, and each value is in one.
 */
export function classesOf(values: readonly number[], scale: Scale): ValueClass[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  const part = (value: number, at: number) =>
    scale === 'equal'
      ? Math.floor(((value - least) / (most - least || 1)) * MOST_CLASSES)
      : Math.floor((at / sorted.length) * MOST_CLASSES);
  const classes: ValueClass[] = [];
  let before: number | null = null;
  for (const [at, value] of sorted.entries()) {
    const now = Math.min(MOST_CLASSES - 1, part(value, at));
    const last = classes.at(-1);
    // Equal values are never torn apart, whatever the scale says.
    if (last && (value === last.to || now === before)) {
      last.to = value;
      last.n += 1;
      continue;
    }
    classes.push({ from: value, to: value, n: 1 });
    before = now;
  }
  return classes;
}

/** Which class a value is in; null: none. */
export function classOf(value: number | null, classes: readonly ValueClass[]): number | null {
  if (value === null) return null;
  const at = classes.findIndex(({ from, to }) => value >= from && value <= to);
  return at < 0 ? null : at;
}

/** Viridis: from dark to light in even steps, the same order to every kind of colour vision and in grey. */
const VIRIDIS = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] as const;

/** Colours of so many classes, spread over the whole scale. */
export function coloursOf(count: number): string[] {
  const last = VIRIDIS.length - 1;
  return Array.from(
    { length: count },
    (_, at) => VIRIDIS[count === 1 ? 2 : Math.round((at * last) / (count - 1))] ?? '',
  );
}

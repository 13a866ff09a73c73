import type { Presence } from './coverage.ts';

/** One look at a district: of each unit grid how many are in it and silent in it, and when somebody last was. */
export interface Look {
  present: Uint32Array;
  silent: Uint32Array;
  /** ms; 0: not known */
  lastAt: Float64Array;
  /** on duty, heard of lately, in no grid */
  outside: number;
}

/** The areas of one tier, made of unit grids that stand side by side. */
export interface Areas {
  codes: readonly string[];
  /** the area of each unit grid */
  areaOf: Uint32Array;
}

export function emptyLook(units: number): Look {
  return {
    present: new Uint32Array(units),
    silent: new Uint32Array(units),
    lastAt: new Float64Array(units),
    outside: 0,
  };
}

/** Begins another look: who is where is found out anew, when somebody last was is known already. */
export function nextLook({ lastAt }: Look): Look {
  return { ...emptyLook(lastAt.length), lastAt: lastAt.slice() };
}

/**
 * Somebody on duty, in the unit grid at this place (−1: in none), at a time in ms. `fresh`: heard of lately enough to be there
 * still.
 */
export function see(look: Look, unit: number, time: number, fresh: boolean): void {
  if (unit < 0) {
    if (fresh) look.outside += 1;
    return;
  }
  const counts = fresh ? look.present : look.silent;
  counts[unit] = (counts[unit] ?? 0) + 1;
  if (time > (look.lastAt[unit] ?? 0)) look.lastAt[unit] = time;
}

/** The areas above unit grids whose codes are in order: their codes begin with so many digits of them. */
export function areasOf(units: readonly string[], digits: number): Areas {
  const codes: string[] = [];
  const areaOf = new Uint32Array(units.length);
  units.forEach((unit, place) => {
    const code = unit.slice(0, digits);
    if (code !== codes.at(-1)) codes.push(code);
    areaOf[place] = codes.length - 1;
  });
  return { codes, areaOf };
}

/** Sums up a look for areas above the unit grids. */
export function rolledUp(look: Look, { codes, areaOf }: Areas): Look {
  const sum = emptyLook(codes.length);
  sum.outside = look.outside;
  for (let unit = 0; unit < areaOf.length; unit += 1) {
    const area = areaOf[unit] ?? 0;
    sum.present[area] = (sum.present[area] ?? 0) + (look.present[unit] ?? 0);
    sum.silent[area] = (sum.silent[area] ?? 0) + (look.silent[unit] ?? 0);
    sum.lastAt[area] = Math.max(sum.lastAt[area] ?? 0, look.lastAt[unit] ?? 0);
  }
  return sum;
}

export function presenceAt({ present, silent, lastAt }: Look, place: number): Presence {
  return { present: present[place] ?? 0, silent: silent[place] ?? 0, lastAt: lastAt[place] ?? 0 };
}

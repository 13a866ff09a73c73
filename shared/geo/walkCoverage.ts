import type { StreetPieces } from './streetPieces.ts';

/** How much of some streets was walked, and how long ago. Times ms since the epoch, lengths metres. */

const DAY_MS = 86_400_000;
/** Within so many days of the end of a period a piece is of this class; what is older, or never, is of the last one. */
export const AGE_DAYS = [1, 3, 7, 30] as const;
export type AgeClass = 0 | 1 | 2 | 3 | 4;

/** @param at when it was last walked, 0: never @param end of the period */
export function ageClassOf(at: number, end: number): AgeClass {
  if (at === 0) return 4;
  const found = AGE_DAYS.findIndex((days) => end - at <= days * DAY_MS);
  return (found === -1 ? 4 : found) as AgeClass;
}

export interface Walked {
  metres: number;
  walked: number;
}
export interface Coverage {
  total: Walked;
  byKey: Map<string, Walked>;
  /** what was not walked, the longest first; `lastAt` 0: never */
  gaps: { key: string; metres: number; lastAt: number; lon: number; lat: number }[];
}

interface Asked {
  pieces: StreetPieces;
  /** when each piece was last walked, 0: never */
  at: ArrayLike<number>;
  /** the begin of the period: what was last walked before is a gap */
  since: number;
  within: (piece: number) => boolean;
  /** what lengths are summed by */
  keyOf: (piece: number) => string;
  /** what unwalked pieces are one gap by */
  gapOf: (piece: number) => string;
}

/** Sums a period. A gap is told of where its first piece begins. */
export function coverageOf({ pieces, at, since, within, keyOf, gapOf }: Asked): Coverage {
  const total = { metres: 0, walked: 0 };
  const byKey = new Map<string, Walked>();
  const gaps = new Map<string, Coverage['gaps'][number]>();
  for (let piece = 0; piece < pieces.count; piece += 1) {
    if (!within(piece)) continue;
    const metres = pieces.metres[piece] ?? 0;
    const lastAt = at[piece] ?? 0;
    const walked = lastAt >= since && lastAt > 0 ? metres : 0;
    const key = keyOf(piece);
    const sum = byKey.get(key) ?? { metres: 0, walked: 0 };
    byKey.set(key, { metres: sum.metres + metres, walked: sum.walked + walked });
    total.metres += metres;
    total.walked += walked;
    if (walked === 0) addGap(gaps, gapOf(piece), metres, lastAt, pieces.line(piece)[0]);
  }
  return { total, byKey, gaps: [...gaps.values()].sort((a, b) => b.metres - a.metres) };
}

function addGap(
  gaps: Map<string, Coverage['gaps'][number]>,
  key: string,
  metres: number,
  lastAt: number,
  [lon, lat]: [number, number],
): void {
  const gap = gaps.get(key) ?? { key, metres: 0, lastAt: 0, lon, lat };
  gaps.set(key, { ...gap, metres: gap.metres + metres, lastAt: Math.max(gap.lastAt, lastAt) });
}

/** Pieces as lines, those of one edge and age together: what a map draws. */
export function linesByAge(
  pieces: StreetPieces,
  ageOf: (piece: number) => AgeClass,
  within: (piece: number) => boolean,
): { age: AgeClass; lines: [number, number][][] }[] {
  const ages = ([0, 1, 2, 3, 4] as const).map((age) => ({ age, lines: [] as [number, number][][] }));
  let before = -2;
  for (let piece = 0; piece < pieces.count; piece += 1) {
    if (!within(piece)) continue;
    const [a, b] = pieces.line(piece);
    const age = ageOf(piece);
    const lines = ages[age]?.lines;
    const goesOn = before === piece - 1 && pieces.edge[before] === pieces.edge[piece] && ageOf(before) === age;
    before = piece;
    const last = goesOn ? lines?.at(-1) : undefined;
    // Pieces of one edge lie in one straight line: its end moves.
    if (last) last[1] = b;
    else lines?.push([a, b]);
  }
  return ages;
}

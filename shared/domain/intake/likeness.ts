import { wordsOf } from '../searchTerms.ts';

/**
 * How alike two texts are, 0…1: twice the pairs of neighbouring characters they share by all the pairs they have
 * (Sørensen–Dice), whatever their width, case, blanks and punctuation. Nothing is like an empty text.
 */
export function likeness(a: string, b: string): number {
  return pairLikeness(pairsOf(a), pairsOf(b));
}

/** The pairs of a text with how often each stands in it: made once for a text that is compared with many. */
export type Pairs = ReadonlyMap<string, number>;

export function pairsOf(text: string): Pairs {
  const characters = Array.from(wordsOf(text).join(''));
  const pairs = new Map<string, number>();
  // A single character is its own pair, so that short texts can be alike too.
  const all = characters.length === 1 ? characters : characters.slice(1).map((one, at) => `${characters[at]}${one}`);
  for (const pair of all) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  return pairs;
}

export function pairLikeness(a: Pairs, b: Pairs): number {
  const total = sizeOf(a) + sizeOf(b);
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const [pair, n] of a) shared += Math.min(n, b.get(pair) ?? 0);
  return (2 * shared) / total;
}

function sizeOf(pairs: Pairs): number {
  let size = 0;
  for (const n of pairs.values()) size += n;
  return size;
}

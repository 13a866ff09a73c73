import type { Span } from '#shared/contract/trailViews.ts';
import { localInput, parseLocalInput } from '../localTime.ts';

/** A period in the past, as somebody types it. */
export interface TypedSpan {
  from: string;
  to: string;
}

export type SpanProblem = 'unreadable' | 'backwards' | 'future' | 'too-long' | 'forgotten';

/** Trails are kept so long, here and at the centre. */
export const KEPT_MS = 30 * 86_400_000;
const DAY_MS = 86_400_000;
/** the field shows whole minutes: the one that runs is not the future */
const MINUTE_MS = 60_000;
const HAS_DAY = /[-/.月]/;

export function typedSpan({ from, to }: Span): TypedSpan {
  return { from: localInput(from), to: localInput(to) };
}

/** The last such time before `now`: an hour without a day is today's, or yesterday's when today's is still to come. */
function parsePast(text: string, now: number): number | null {
  const at = parseLocalInput(text, now);
  return at !== null && !HAS_DAY.test(text) && at > now ? at - DAY_MS : at;
}

/** What was typed as a period, or what is wrong with it. @param most ms @param now the centre's clock */
export function readSpan(typed: TypedSpan, now: number, most: number): Span | { problem: SpanProblem } {
  const [from, to] = [parsePast(typed.from, now), parsePast(typed.to, now + MINUTE_MS)];
  if (from === null || to === null) return { problem: 'unreadable' };
  if (from >= to) return { problem: 'backwards' };
  if (from > now || to > now + MINUTE_MS) return { problem: 'future' };
  if (to - from > most) return { problem: 'too-long' };
  if (to < now - KEPT_MS) return { problem: 'forgotten' };
  // The minute that was typed is meant to its end.
  return { from, to: Math.min(to + MINUTE_MS - 1, now) };
}

import type { AnswerScope, Storage } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import type { Decision } from './request.ts';

export interface Asked {
  scope: AnswerScope;
  id: string;
  /** who asks; somebody else's id is refused */
  by: string;
}

/** How often a decision is made anew when somebody else wrote first. */
const MOST_TRIES = 8;

/** Refusals that are kept like answers: the same request again must not succeed later behind the operator's back. */
const KEPT_REFUSALS = new Set(['conflict', 'forbidden', 'not-found']);

export type Answer = { ok: true; seq: number; [field: string]: unknown } | WireRefusal;

/**
 * Runs one request exactly once in effect: an id that was answered before gets the same answer; otherwise the decision
 * and its answer are committed together, and made again from fresh reads when another writer came in between.
 */
export async function decideOnce(storage: Storage, asked: Asked, decide: () => Promise<Decision>): Promise<Answer> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const kept = await storage.answer(asked.scope, asked.id);
    if (kept) return kept.by === asked.by ? keptAnswer(kept.answer, kept.seq) : refuse('forbidden', '此编号属于他人');
    const decision = await decide();
    if (!decision.ok) {
      if (!KEPT_REFUSALS.has(decision.code)) return decision;
      const refused = await storage.commit({ answers: [{ ...asked, answer: { ...decision } }] });
      // Answered meanwhile: the first answer holds, whatever it was.
      if (!refused.ok) continue;
      return decision;
    }
    const answer = { ok: true, ...decision.answer } as const;
    const done = await storage.commit({ ...decision.unit, answers: [{ ...asked, answer }] });
    if (!done.ok) continue;
    decision.after?.();
    return { ...answer, ...decision.once, seq: done.seq };
  }
  return refuse('unavailable', '多人同时修改，请稍后再试');
}

function keptAnswer(answer: Record<string, unknown>, seq: number): Answer {
  if (answer.ok === true) return { ...answer, ok: true, seq };
  return answer as WireRefusal;
}

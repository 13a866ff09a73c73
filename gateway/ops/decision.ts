import type { AnswerScope, KeptAnswer, Storage } from '../storage/storage.ts';
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

export type Yes = { ok: true; seq: number; [field: string]: unknown };
export type Answer = Yes | WireRefusal;

/**
 * Runs one request exactly once in effect: an id that was answered before gets the same answer; otherwise the decision
 * and its answer are committed together, and made again from fresh reads when another writer came in between.
 *
 * @param again what a kept yes is answered with, where it was told more than is kept
 */
export async function decideOnce(
  storage: Storage,
  asked: Asked,
  decide: () => Promise<Decision>,
  again: (kept: Yes) => Promise<Answer> | Answer = (kept) => kept,
): Promise<Answer> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const kept = await storage.answer(asked.scope, asked.id);
    if (kept && kept.by !== asked.by) return refuse('forbidden', '此编号属于他人');
    if (kept) return kept.answer.ok === true ? again(yesOf(kept)) : (kept.answer as WireRefusal);
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
    return { ...answer, ...decision.told, seq: done.seq };
  }
  return refuse('unavailable', '多人同时修改，请稍后再试');
}

function yesOf({ answer, seq }: KeptAnswer): Yes {
  return { ...answer, ok: true, seq };
}

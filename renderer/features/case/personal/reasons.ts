import { z } from 'zod';

/** Why a contact is usually looked at; `other` is said in the operator's own words. */
export const REVEAL_REASONS = ['callback', 'onSite', 'missing', 'outcome', 'satisfaction', 'other'] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

export const revealDraftSchema = z.object({ why: z.enum(REVEAL_REASONS).nullable(), text: z.string() });
export type RevealDraft = z.infer<typeof revealDraftSchema>;
export const EMPTY_REVEAL: RevealDraft = { why: null, text: '' };

/**
 * The reason as it is recorded: the chosen one's name with what was said beside it.
 *
 * @returns what is missing (`why`, `text`) when it cannot be sent as it is
 */
export function reasonOf(
  { why, text }: RevealDraft,
  nameOf: (why: RevealReason) => string,
): { ok: true; reason: string } | { ok: false; missing: 'why' | 'text' } {
  const said = text.trim();
  if (why === null) return { ok: false, missing: 'why' };
  if (why === 'other') return said ? { ok: true, reason: said } : { ok: false, missing: 'text' };
  return { ok: true, reason: said ? `${nameOf(why)}：${said}` : nameOf(why) };
}

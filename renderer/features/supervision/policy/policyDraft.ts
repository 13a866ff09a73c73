import { z } from 'zod';
import { type CasePolicy, casePolicySchema } from '#shared/protocol/desks.ts';

/** Numbers of the policy as they are typed. */
export const POLICY_NUMBERS = ['claimMinutes', 'settled', 'verified', 'redMinutes', 'returns', 'complaints'] as const;
export type PolicyNumber = (typeof POLICY_NUMBERS)[number];

const ruleSchema = z.object({ code: z.string(), further: z.string(), longShare: z.string() });
export type RuleDraft = z.infer<typeof ruleSchema>;

/** What was typed; a number that is missing was not touched, nor were rules that are null. */
export const policyDraftSchema = z.object({
  numbers: z.partialRecord(z.enum(POLICY_NUMBERS), z.string()),
  rules: z.array(ruleSchema).nullable(),
});
export type PolicyDraft = z.infer<typeof policyDraftSchema>;
export const UNTOUCHED: PolicyDraft = { numbers: {}, rules: null };

/** A number of the policy as its field shows it; shares in percent. */
export function numberText({ claimMinutes, sampling, supervision }: CasePolicy, name: PolicyNumber): string {
  if (name === 'claimMinutes') return String(claimMinutes);
  if (name === 'settled' || name === 'verified') return String(Math.round(sampling[name] * 1000) / 10);
  return String(supervision[name]);
}

/** The extension rules as fields, that of every other category last. */
export function rulesOf({ extensions }: CasePolicy): RuleDraft[] {
  return Object.entries(extensions)
    .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
    .map(([code, rule]) => ({ code, further: String(rule.further), longShare: String(rule.longShare) }));
}

export type WrittenPolicy = { ok: true; policy: CasePolicy } | { ok: false; problem: 'range' | 'nothing' | 'category' };

function numberIn(text: string): number {
  return Number(text.trim() || Number.NaN);
}

/** The whole policy with what was typed, or why it will not do. */
export function writtenPolicy(policy: CasePolicy, draft: PolicyDraft): WrittenPolicy {
  const number = (name: PolicyNumber) => numberIn(draft.numbers[name] ?? numberText(policy, name));
  const rules = draft.rules ?? rulesOf(policy);
  const codes = rules.map(({ code }) => code.trim());
  const named = codes.filter((code) => code !== '');
  // The rule of every other category is the one without a code: one, and no other may be left unnamed.
  if (new Set(codes).size !== codes.length || named.some((code) => code.length > 10)) {
    return { ok: false, problem: 'category' };
  }
  const parsed = casePolicySchema.safeParse({
    claimMinutes: number('claimMinutes'),
    sampling: { settled: number('settled') / 100, verified: number('verified') / 100 },
    supervision: { redMinutes: number('redMinutes'), returns: number('returns'), complaints: number('complaints') },
    extensions: Object.fromEntries(
      rules.map(({ code, further, longShare }) => [
        code.trim(),
        { further: numberIn(further), longShare: numberIn(longShare) },
      ]),
    ),
  });
  if (!parsed.success) return { ok: false, problem: 'range' };
  const isSame = JSON.stringify(sorted(parsed.data)) === JSON.stringify(sorted(policy));
  return isSame ? { ok: false, problem: 'nothing' } : { ok: true, policy: parsed.data };
}

function sorted({ extensions, ...policy }: CasePolicy) {
  const { claimMinutes, sampling, supervision } = policy;
  const rules = Object.entries(extensions).toSorted(([a], [b]) => a.localeCompare(b));
  return [
    claimMinutes,
    sampling.settled,
    sampling.verified,
    supervision.redMinutes,
    supervision.returns,
    supervision.complaints,
    rules.map(([code, { further, longShare }]) => [code, further, longShare]),
  ];
}

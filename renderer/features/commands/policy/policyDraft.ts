import { z } from 'zod';
import { type CommandPolicy, ESCALATION_STEPS, policyProblem, type PolicyProblem } from '#shared/domain/command.ts';
import { commandPolicySchema } from '#shared/protocol/commands.ts';

/** Numbers of the policy as fields of a form. */
export const POLICY_NUMBERS = [
  'confirmOver',
  'confirmFlashOver',
  'flash',
  'urgent',
  'routine',
  'everySeconds',
] as const;
export type PolicyNumber = (typeof POLICY_NUMBERS)[number];

/** What was typed; a field that is missing was not touched. */
export const policyDraftSchema = z.object({
  numbers: z.partialRecord(z.enum(POLICY_NUMBERS), z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  steps: z.array(z.enum(ESCALATION_STEPS)).nullable(),
});
export type PolicyDraft = z.infer<typeof policyDraftSchema>;
export const UNTOUCHED: PolicyDraft = { numbers: {}, from: null, to: null, steps: null };

/** What a number of a policy is. */
export function numberOf(policy: CommandPolicy, name: PolicyNumber): number {
  if (name === 'confirmOver' || name === 'confirmFlashOver') return policy[name];
  return name === 'everySeconds' ? policy.escalation.everySeconds : policy.dueSeconds[name];
}

export type WrittenPolicy =
  | { ok: true; changed: Partial<CommandPolicy> }
  | { ok: false; problem: PolicyProblem | 'range' | 'nothing' };

/** The parts of a policy that a draft changes, or why it will not do. */
export function changedParts(policy: CommandPolicy, { numbers, from, to, steps }: PolicyDraft): WrittenPolicy {
  const number = (name: PolicyNumber) => {
    const typed = numbers[name];
    return typed === undefined ? numberOf(policy, name) : Number(typed.trim() || Number.NaN);
  };
  const parsed = commandPolicySchema.safeParse({
    confirmOver: number('confirmOver'),
    confirmFlashOver: number('confirmFlashOver'),
    quiet: { from: from ?? policy.quiet.from, to: to ?? policy.quiet.to },
    dueSeconds: { flash: number('flash'), urgent: number('urgent'), routine: number('routine') },
    escalation: { steps: steps ?? policy.escalation.steps, everySeconds: number('everySeconds') },
  });
  if (!parsed.success) return { ok: false, problem: 'range' };
  const problem = policyProblem(parsed.data);
  if (problem) return { ok: false, problem };
  const parts = Object.entries(parsed.data).filter(
    ([part, value]) => JSON.stringify(value) !== JSON.stringify(policy[part as keyof CommandPolicy]),
  );
  return parts.length > 0 ? { ok: true, changed: Object.fromEntries(parts) } : { ok: false, problem: 'nothing' };
}

import { z } from 'zod';
import { ALARM_PRIORITIES } from '#shared/domain/alarms/alarm.ts';
import { type AlarmPolicy, isKeepable, type PairRule, type RuleName } from '#shared/domain/alarms/policy.ts';
import { alarmPolicySchema } from '#shared/protocol/alarms.ts';

/** The numbers of each rule, in the order of the form. */
export const RULE_NUMBERS = {
  welfare: ['remindMinutes', 'graceMinutes', 'escalateMinutes'],
  pair: ['seconds'],
  hazard: ['metres', 'seconds'],
  geofence: ['seconds'],
  speed: ['kmh', 'seconds'],
  outOfGrid: ['minutes'],
  stale: ['minutes'],
  crowding: ['cases', 'metres', 'hours'],
} as const satisfies Record<RuleName, readonly string[]>;
/** What a rule may leave out. */
export const RULE_CHOICES: { [R in RuleName]?: readonly ('enter' | 'leave')[] } = { geofence: ['enter', 'leave'] };
export const RULE_NAMES = Object.keys(RULE_NUMBERS) as RuleName[];

const ruleDraftSchema = z.object({
  on: z.boolean().optional(),
  enter: z.boolean().optional(),
  leave: z.boolean().optional(),
  keep: z.boolean().optional(),
  priority: z.enum(ALARM_PRIORITIES).optional(),
  /** as they are typed */
  numbers: z.record(z.string(), z.string()),
});
export type RuleDraft = z.infer<typeof ruleDraftSchema>;
const pairDraftSchema = z.object({
  id: z.string(),
  workerId: z.string(),
  otherKind: z.enum(['worker', 'area']),
  otherId: z.string(),
  least: z.string(),
  most: z.string(),
});
export type PairDraft = z.infer<typeof pairDraftSchema>;

/** A pair to be filled in, about one or two workers who are known already; with one, the other side is a hazard. */
export function newPair(id: string, [workerId = '', otherId = '']: readonly string[]): PairDraft {
  const otherKind = workerId !== '' && otherId === '' ? 'area' : 'worker';
  return { id, workerId, otherKind, otherId, least: '', most: '' };
}

/** What was typed; what is missing was not touched, nor were pairs that are null. */
export const rulesDraftSchema = z.object({
  rules: z.record(z.string(), ruleDraftSchema),
  pairs: z.array(pairDraftSchema).nullable(),
});
export type RulesDraft = z.infer<typeof rulesDraftSchema>;
export const UNTOUCHED: RulesDraft = { rules: {}, pairs: null };

export function pairDrafts({ pairs }: AlarmPolicy): PairDraft[] {
  const metres = (value: number | null) => (value === null ? '' : String(value));
  return pairs.map(({ id, workerId, other, least, most }) => ({
    ...{ id, workerId, otherKind: other.kind, otherId: other.id, least: metres(least), most: metres(most) },
  }));
}

/** A rule with what was typed over it; a number that is none becomes NaN and is refused by the schema. */
function ruleWith<R extends RuleName>(policy: AlarmPolicy, name: R, draft: RuleDraft | undefined) {
  if (!draft) return policy[name];
  const { numbers, ...choices } = draft;
  const typed = Object.entries(numbers).map(([key, text]) => [key, Number(text.trim() || Number.NaN)] as const);
  return { ...policy[name], ...choices, ...Object.fromEntries(typed) };
}

export type WrittenRules = { ok: true; changed: Partial<AlarmPolicy> } | { ok: false; problem: RulesProblem };
export type RulesProblem = 'range' | 'pair' | 'nothing';

/** The parts that were changed, or why they will not do. */
export function writtenRules(policy: AlarmPolicy, draft: RulesDraft): WrittenRules {
  const metres = (text: string) => (text.trim() === '' ? null : Number(text));
  const pairs = (draft.pairs ?? pairDrafts(policy)).map(
    ({ id, workerId, otherKind, otherId, least, most }): PairRule => ({
      ...{ id, workerId: workerId.trim(), other: { kind: otherKind, id: otherId.trim() } },
      ...{ least: metres(least), most: metres(most) },
    }),
  );
  const rules = Object.fromEntries(RULE_NAMES.map((name) => [name, ruleWith(policy, name, draft.rules[name])]));
  const parsed = alarmPolicySchema.safeParse({ ...rules, pairs });
  if (!parsed.success) {
    const inPairs = parsed.error.issues.every(({ path }) => path[0] === 'pairs');
    return { ok: false, problem: inPairs ? 'pair' : 'range' };
  }
  if (!parsed.data.pairs.every(isKeepable)) return { ok: false, problem: 'pair' };
  const parts = Object.entries(parsed.data).filter(
    ([name, part]) => JSON.stringify(part) !== JSON.stringify(policy[name as keyof AlarmPolicy]),
  );
  if (parts.length === 0) return { ok: false, problem: 'nothing' };
  return { ok: true, changed: Object.fromEntries(parts) };
}

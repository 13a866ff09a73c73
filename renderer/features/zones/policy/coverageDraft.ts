import { z } from 'zod';
import { COVERAGE_TIERS, type CoveragePolicy, type CoverageTier } from '#shared/domain/coverage.ts';
import { coveragePolicySchema } from '#shared/protocol/coverage.ts';

export const AIM_NUMBERS = ['minutes', 'least'] as const;
export type AimNumber = (typeof AIM_NUMBERS)[number];
export const HOUR_ENDS = ['from', 'to'] as const;
/** `street.minutes` … and `hours.from`, `hours.to` */
export type CoverageField = `${CoverageTier}.${AimNumber}` | `hours.${(typeof HOUR_ENDS)[number]}`;

/** As it was typed; what is missing was not touched. */
export const coverageDraftSchema = z.object({ typed: z.record(z.string(), z.string()) });
export type CoverageDraft = z.infer<typeof coverageDraftSchema>;
export const UNTOUCHED: CoverageDraft = { typed: {} };

/** What stands in a field: what was typed, else the policy's. */
export function fieldText(policy: CoveragePolicy, { typed }: CoverageDraft, field: CoverageField): string {
  const kept: Record<string, string> = { 'hours.from': policy.hours.from, 'hours.to': policy.hours.to };
  for (const tier of COVERAGE_TIERS)
    for (const number of AIM_NUMBERS) kept[`${tier}.${number}`] = String(policy[tier][number]);
  return typed[field] ?? kept[field] ?? '';
}

export type CoverageProblem = 'time' | 'range' | 'nothing';
export type WrittenCoverage = { ok: true; changed: Partial<CoveragePolicy> } | { ok: false; problem: CoverageProblem };

/** The parts that were changed, or why they will not do. */
export function writtenCoverage(policy: CoveragePolicy, draft: CoverageDraft): WrittenCoverage {
  const text = (field: CoverageField) => fieldText(policy, draft, field).trim();
  const number = (field: CoverageField) => Number(text(field) || Number.NaN);
  const aimOf = (tier: CoverageTier) => ({ minutes: number(`${tier}.minutes`), least: number(`${tier}.least`) });
  const parsed = coveragePolicySchema.safeParse({
    hours: { from: text('hours.from'), to: text('hours.to') },
    ...Object.fromEntries(COVERAGE_TIERS.map((tier) => [tier, aimOf(tier)])),
  });
  if (!parsed.success)
    return { ok: false, problem: parsed.error.issues.some(({ path }) => path[0] === 'hours') ? 'time' : 'range' };
  const parts = Object.entries(parsed.data).filter(
    ([name, part]) => JSON.stringify(part) !== JSON.stringify(policy[name as keyof CoveragePolicy]),
  );
  if (parts.length === 0) return { ok: false, problem: 'nothing' };
  return { ok: true, changed: Object.fromEntries(parts) };
}

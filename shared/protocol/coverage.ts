import { z } from 'zod';
import { COVERAGE_POLICY, type CoveragePolicy } from '../domain/coverage.ts';
import { timeOfDaySchema } from './common.ts';

/** What a centre wants of its grids on the wire: a setting, and the op that changes it. */

const aimSchema = z.object({
  /** the longest time with nobody in it; 0: no such aim */
  minutes: z.number().int().min(0).max(1440),
  /** the fewest at any time; 0: no such aim */
  least: z.number().int().min(0).max(1000),
});
export const coveragePolicySchema = z.object({
  /** between these local times the aims hold; equal: all day */
  hours: z.object({ from: timeOfDaySchema, to: timeOfDaySchema }),
  street: aimSchema,
  community: aimSchema,
  unit: aimSchema,
}) satisfies z.ZodType<CoveragePolicy>;
export const COVERAGE_POLICY_SETTING = 'coverage-policy';

/** What a setting says; what it does not say, or says wrongly, is as the domain has it. */
export function coveragePolicyOf(value: unknown): CoveragePolicy {
  const parsed = coveragePolicySchema.partial().safeParse(value ?? {});
  return parsed.success ? { ...COVERAGE_POLICY, ...parsed.data } : COVERAGE_POLICY;
}

export const COVERAGE_OPS = {
  /** parts that are not named stay as they are */
  'coverage.policy-set': z.object({ policy: coveragePolicySchema.partial() }),
} as const satisfies Record<string, z.ZodType>;

import { z } from 'zod';
import { PROPOSAL_REASONS } from '#shared/domain/supervisionProposals.ts';
import { timeSchema } from '#shared/protocol/common.ts';

/** Proposals that were put aside at this desk, by case; the oldest give way. */
const asideSchema = z.object({
  reasons: z.array(z.object({ why: z.enum(PROPOSAL_REASONS), n: z.number(), dueAt: timeSchema.optional() })),
  /** why, in words of whoever did it */
  reason: z.string(),
  by: z.string(),
  at: timeSchema,
});
export type Aside = z.infer<typeof asideSchema>;
export const asidesSchema = z.object({ byCase: z.record(z.string(), asideSchema) });
export type Asides = z.infer<typeof asidesSchema>;
export const NO_ASIDES: Asides = { byCase: {} };

const MOST_KEPT = 300;

/** With one more put aside, or with one proposed again (null). */
export function withAside({ byCase }: Asides, caseId: string, aside: Aside | null): Asides {
  const { [caseId]: _, ...others } = byCase;
  if (!aside) return { byCase: others };
  const kept = Object.entries(others)
    .toSorted(([, a], [, b]) => b.at - a.at)
    .slice(0, MOST_KEPT - 1);
  return { byCase: { ...Object.fromEntries(kept), [caseId]: aside } };
}

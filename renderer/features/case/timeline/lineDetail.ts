import { z } from 'zod';
import type { CaseEvent } from '#shared/domain/case.ts';

/** The parts of a line's detail that are shown. A line is kept for ever: what a later version wrote is read leniently. */
const detailSchema = z.object({
  departmentId: z.string().optional().catch(undefined),
  workerIds: z.array(z.string()).optional().catch(undefined),
  workerId: z.string().optional().catch(undefined),
  intoId: z.string().optional().catch(undefined),
  dueAt: z.number().optional().catch(undefined),
  until: z.number().optional().catch(undefined),
  reviewAt: z.number().optional().catch(undefined),
  level: z.number().optional().catch(undefined),
  satisfaction: z.number().optional().catch(undefined),
  toTier: z.enum(['grid', 'community', 'street', 'district']).optional().catch(undefined),
  outcome: z.enum(['handled', 'back']).optional().catch(undefined),
});
export type LineDetail = z.infer<typeof detailSchema>;

export function detailOf(event: Pick<CaseEvent, 'detail'>): LineDetail {
  return detailSchema.parse(event.detail);
}

/** Every worker a history names, so that their names are read at once. */
export function workersNamed(events: readonly CaseEvent[]): string[] {
  const ids = events.flatMap((event) => {
    const { workerIds = [], workerId } = detailOf(event);
    return workerId === undefined ? workerIds : [...workerIds, workerId];
  });
  return [...new Set(ids)].toSorted().slice(0, 500);
}

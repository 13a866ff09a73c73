import { z } from 'zod';
import { OP_PAYLOADS, type OpPayload } from '#shared/protocol/ops.ts';

/** What can be changed of a new case that the centre did not take. */
export const createDraftSchema = z.object({
  title: z.string(),
  text: z.string(),
  personal: z.boolean().default(false),
  address: z.string(),
  categoryCode: z.string(),
});
export type CreateDraft = z.infer<typeof createDraftSchema>;

export function createDraftOf(payload: unknown): CreateDraft {
  const parsed = createDraftSchema.safeParse(payload);
  return parsed.success ? parsed.data : { title: '', text: '', personal: false, address: '', categoryCode: '' };
}

/**
 * The payload as it is sent again; null when the case cannot be sent like this. The contact goes as it was shown, masked: the
 * station knows by it that the one it keeps shall stay.
 */
export function createPayload(before: unknown, draft: CreateDraft): OpPayload<'case.create'> | null {
  if (typeof before !== 'object' || before === null) return null;
  const personal = draft.personal || undefined;
  const changed = { ...before, ...draft, personal, address: draft.address.trim() };
  const payload = OP_PAYLOADS['case.create'].safeParse(changed);
  return payload.success ? payload.data : null;
}

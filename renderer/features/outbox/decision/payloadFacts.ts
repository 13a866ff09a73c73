import { z } from 'zod';
import { contactSchema } from '#shared/protocol/ops.ts';
import { COMMAND_KINDS, COMMAND_PRIORITIES } from '#shared/domain/command.ts';
import { URGENCIES } from '#shared/domain/case.ts';

const list = z.array(z.string()).optional().catch(undefined);

/** What actions other than those of the lifecycle say; read leniently, for it comes back from the outbox. */
const otherSchema = z.object({
  title: z.string().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  address: z.string().optional().catch(undefined),
  categoryCode: z.string().optional().catch(undefined),
  urgency: z.enum(URGENCIES).optional().catch(undefined),
  contact: contactSchema.optional().catch(undefined),
  kind: z.enum(COMMAND_KINDS).optional().catch(undefined),
  priority: z.enum(COMMAND_PRIORITIES).optional().catch(undefined),
  recipients: z.object({ workers: list, teams: list, grids: list }).optional().catch(undefined),
  expiresAt: z.number().optional().catch(undefined),
  toUserId: z.string().optional().catch(undefined),
  scene: z.string().optional().catch(undefined),
});
export type OtherDetail = z.infer<typeof otherSchema>;

export function otherDetailOf(payload: unknown): OtherDetail {
  const parsed = otherSchema.safeParse(payload);
  return parsed.success ? parsed.data : {};
}

const titledSchema = z.object({ title: z.string() });

/** What an action is about, in words, as far as the action itself says: a case's or command's title, a note's text. */
export function subjectOf({ base, payload }: { base?: unknown; payload: unknown }): string | null {
  const titled = [base, payload].map((source) => titledSchema.safeParse(source)).find(({ success }) => success);
  return titled?.data?.title ?? otherDetailOf(payload).text ?? null;
}

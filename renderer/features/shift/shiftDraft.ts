import { z } from 'zod';
import type { OutboxItem } from '#shared/contract/views.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';

const sentSchema = z.object({
  shiftId: z.string().catch(''),
  toUserId: z.string().catch(''),
  text: z.string().optional().catch(undefined),
  note: z.string().optional().catch(undefined),
  items: OP_PAYLOADS['shift.hand-over'].shape.items.catch([]),
});

interface ShiftDraft {
  /** the line, or what is said at a hand-over */
  text: string;
  /** of a hand-over: who takes over */
  toUserId: string;
}

/** What an action on the shift said, as a draft again. */
export function shiftDraftOf(payload: unknown): ShiftDraft {
  const sent = sentSchema.safeParse(payload);
  if (!sent.success) return { text: '', toUserId: '' };
  return { text: sent.data.text ?? sent.data.note ?? '', toUserId: sent.data.toUserId };
}

/** The payload for the shift that is on now (`shiftId`; the one it was meant for when none is); null while something is missing. */
export function amendedPayload(
  { kind, payload }: Pick<OutboxItem, 'kind' | 'payload'>,
  draft: ShiftDraft,
  shiftId: string | undefined,
): unknown {
  const sent = sentSchema.safeParse(payload);
  const id = shiftId ?? (sent.success ? sent.data.shiftId : '');
  const text = draft.text.trim();
  const made =
    kind === 'shift.hand-over'
      ? OP_PAYLOADS['shift.hand-over'].safeParse({
          shiftId: id,
          toUserId: draft.toUserId.trim(),
          items: sent.success ? sent.data.items : [],
          ...(text ? { note: text } : {}),
        })
      : OP_PAYLOADS['shift.note'].safeParse({ shiftId: id, text });
  return made.success ? made.data : null;
}

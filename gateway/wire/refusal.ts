import type { z } from 'zod';
import type { RefusalReason } from '#shared/domain/refusals.ts';
import { refusalText } from '#shared/domain/refusals.ts';
import type { ErrorCode, Refusal } from '#shared/protocol/common.ts';

/** A refused acknowledgement; `reason` lets a console say it in its own language. */
export type WireRefusal = Refusal & { reason?: RefusalReason };

export function refuse(code: ErrorCode, message: string, current?: unknown): WireRefusal {
  return current === undefined ? { ok: false, code, message } : { ok: false, code, message, current };
}

/** A refusal of the domain, in the operator's words. */
export function refuseBy(
  code: 'invalid' | 'forbidden' | 'conflict',
  reason: RefusalReason,
  current?: unknown,
): WireRefusal {
  return { ...refuse(code, refusalText(reason, 'zh-CN'), current), reason };
}

/** Says where a payload is wrong without repeating what was sent: it may hold personal data. */
export function invalidPayload(error: z.ZodError): WireRefusal {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join('.') ?? '';
  return refuse('invalid', `内容不符合要求${where ? `（${where}）` : ''}：${issue?.message ?? ''}`.slice(0, 300));
}

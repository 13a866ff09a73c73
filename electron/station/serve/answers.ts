import type { Answer } from '#shared/contract/station.ts';

export function yes<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** A refusal: wire-like code, message key, and words where there are any. */
export function no(
  code: string,
  reason: string,
  message = '',
): { ok: false; code: string; reason: string; message: string } {
  return { ok: false, code, reason, message };
}

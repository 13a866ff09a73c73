import type { Answer } from '#shared/contract/station.ts';

export function yes<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** A read that may not be answered: its code and reason reach the window as those of any refused call. */
export class Refused extends Error {
  readonly code: string;
  readonly reason: string;

  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }
}

/** A refusal: wire-like code, message key, and words where there are any. */
export function no(
  code: string,
  reason: string,
  message = '',
): { ok: false; code: string; reason: string; message: string } {
  return { ok: false, code, reason, message };
}

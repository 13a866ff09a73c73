import { maskContact } from '#shared/domain/privacy.ts';
import { contactSchema, OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';

/** `draft`: what can still be shown of it, its lost parts empty. */
export type ReadPayload =
  | { ok: true; payload: unknown }
  | { ok: false; code: 'poison' }
  | { ok: false; code: 'key-lost'; draft: unknown };

/** How what operators did lies on disk: the one place that writes it and the one that reads it. */
export interface PayloadCodec {
  write(op: { id: string; kind: OpKind }, payload: unknown): string;
  /** What was written, checked against the kind's schema again: a disk may give back something else. */
  read(op: { id: string; kind: OpKind }, text: string): ReadPayload;
  /** A case, command or shift as it was seen; its contact reaches the disk only masked. */
  writeSeen(value: unknown): string | null;
  /** null when nothing was kept, or nothing that can be read */
  readSeen(text: string | null): unknown;
}

export const plainPayloads: PayloadCodec = {
  write: (_, payload) => JSON.stringify(payload),
  read: ({ kind }, text) => checkPayload(kind, parseJson(text)),
  writeSeen: (value) => (value === undefined || value === null ? null : JSON.stringify(withMaskedContact(value))),
  readSeen: (text) => (text === null ? null : parseJson(text)),
};

export function checkPayload(kind: OpKind, payload: unknown): ReadPayload {
  const parsed = OP_PAYLOADS[kind].safeParse(payload);
  return parsed.success ? { ok: true, payload: parsed.data } : { ok: false, code: 'poison' };
}

/** A copy whose contact, when it has one, is masked; masking twice changes nothing. */
export function withMaskedContact(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('contact' in value)) return value;
  const contact = contactSchema.safeParse(value.contact);
  return { ...value, contact: contact.success ? maskContact(contact.data) : null };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

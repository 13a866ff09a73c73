import { z } from 'zod';
import type { CaseActionName } from '../domain/case.ts';
import { maskContact, PERSONAL_STAND_IN } from '../domain/privacy.ts';
import { contactSchema, type OpKind } from './ops.ts';

/** Parts of an op's payload that lie encrypted wherever they are kept, at the desk and at the centre. */
export type PersonalField = 'contact' | 'text' | 'note' | 'reason';

/** The centre's setting of how long what is personal is told and kept. */
export const PRIVACY_SETTING = 'privacy';
export const privacySchema = z
  .object({
    /** how long what was revealed may be looked at, and is told again to the same question */
    revealMinutes: z.number().min(1).max(600).default(30),
    /** how long after a case's end a desk may keep its contact */
    contactDays: z.number().min(0).max(365).default(30),
  })
  .catch({ revealMinutes: 30, contactDays: 30 });
export type Privacy = z.infer<typeof privacySchema>;

type Kind = OpKind | `case.${CaseActionName}`;
type Payload = Readonly<Record<string, unknown>>;

/** Why somebody looked into personal data: it often names the person, too. */
const LOOKS: readonly Kind[] = [
  'contact.reveal',
  'contact.export',
  'trail.look-up',
  'trail.near',
  'trail.district',
  'trail.export',
];

/** Which parts of this payload are personal: the contact always, a text where its writer marked it, the reason of a look. */
export function personalFields(kind: Kind, payload: Payload): PersonalField[] {
  const fields: PersonalField[] = [];
  if (kind === 'case.create' && payload.contact !== undefined) fields.push('contact');
  if (kind === 'case.create' && payload.personal === true) fields.push('text');
  if (kind !== 'case.create' && payload.personal === true && payload.note !== undefined) fields.push('note');
  if (LOOKS.includes(kind)) fields.push('reason');
  return fields;
}

/** The payload as windows, tables and logs may hold it: contacts masked, personal texts replaced by words that say so. */
export function maskPersonal<P extends Payload>(kind: Kind, payload: P): P {
  const masked = personalFields(kind, payload).map((field) => [field, maskField(field, payload[field])] as const);
  return masked.length === 0 ? payload : { ...payload, ...Object.fromEntries(masked) };
}

function maskField(field: PersonalField, value: unknown): unknown {
  if (field !== 'contact') return value === '' ? '' : PERSONAL_STAND_IN;
  const contact = contactSchema.safeParse(value);
  return contact.success ? maskContact(contact.data) : {};
}

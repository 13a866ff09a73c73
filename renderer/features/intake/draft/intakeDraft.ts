import { z } from 'zod';
import { type CaseCorrection, type CaseSource, URGENCIES, type Urgency } from '#shared/domain/case.ts';
import { answersTo, type Asked, raisedUrgency, unanswered } from '#shared/domain/intake/script.ts';
import { mediaListSchema } from '#shared/protocol/common.ts';
import { scriptAnswerSchema } from '#shared/protocol/cases.ts';
import type { Case } from '#shared/domain/case.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';

/** Where a case told at the desk comes from; the others come by themselves. */
export const DESK_SOURCES = ['hotline', 'counter', 'upper-level', 'sensor', 'import'] as const satisfies CaseSource[];

const placeSchema = z.object({ lon: z.number(), lat: z.number() });

/** What is taken down of a case, by whoever tells it. Fields of later versions have defaults. */
export const caseFieldsSchema = z.object({
  categoryCode: z.string().nullable(),
  /** null: the one that is proposed */
  title: z.string().nullable(),
  text: z.string(),
  address: z.string(),
  /** the address was filled in with the pin or component, and follows it */
  addressFollows: z.boolean().default(false),
  at: placeSchema.nullable(),
  /** null: the category's own, raised by answers */
  urgency: z.enum(URGENCIES).nullable(),
  componentCode: z.string().nullable(),
});
export type CaseFields = z.infer<typeof caseFieldsSchema>;

export const intakeDraftSchema = caseFieldsSchema.extend({
  source: z.enum(DESK_SOURCES),
  personal: z.boolean().default(false),
  answers: z.array(scriptAnswerSchema).default([]),
  contact: z.object({ name: z.string(), phone: z.string(), note: z.string() }),
  media: mediaListSchema.default([]),
});
export type IntakeDraft = z.infer<typeof intakeDraftSchema>;

export const EMPTY_INTAKE: IntakeDraft = {
  categoryCode: null,
  title: null,
  text: '',
  address: '',
  addressFollows: false,
  at: null,
  urgency: null,
  componentCode: null,
  source: 'hotline',
  personal: false,
  answers: [],
  contact: { name: '', phone: '', note: '' },
  media: [],
};

export interface ChosenCategory {
  zh: string;
  urgency: Urgency;
  questions?: readonly Asked[] | undefined;
}

/** The title as it is sent: what was typed, else the category and the address. */
export function titleOf({ title, address }: CaseFields, category: { zh: string } | null): string {
  if (title !== null) return title.trim();
  return category ? [address.trim(), category.zh].filter(Boolean).join('') : '';
}

export function urgencyOf({ urgency, answers }: IntakeDraft, category: ChosenCategory | null): Urgency {
  return raisedUrgency(category?.questions ?? [], answers, urgency ?? category?.urgency ?? 'normal');
}

export type Missing = 'category' | 'title' | 'place' | 'answers';

/** The case as it is sent, or what is still missing. `place` is where it is: the pin, or what an address certainly means. */
export function payloadOf(
  draft: IntakeDraft,
  category: ChosenCategory | null,
  place: { lon: number; lat: number } | null,
): { ok: true; payload: OpPayload<'case.create'> } | { ok: false; missing: Missing } {
  const title = titleOf(draft, category);
  if (!category || draft.categoryCode === null) return { ok: false, missing: 'category' };
  if (!place) return { ok: false, missing: 'place' };
  if (title === '') return { ok: false, missing: 'title' };
  const questions = category.questions ?? [];
  if (unanswered(questions, draft.answers).length > 0) return { ok: false, missing: 'answers' };
  const answers = answersTo(questions, draft.answers);
  const contact = Object.fromEntries(Object.entries(draft.contact).filter(([, value]) => value.trim() !== ''));
  return {
    ok: true,
    payload: {
      categoryCode: draft.categoryCode,
      title: title.slice(0, 200),
      text: draft.text.trim(),
      source: draft.source,
      urgency: urgencyOf(draft, category),
      lon: place.lon,
      lat: place.lat,
      address: draft.address.trim(),
      ...(draft.personal && { personal: true }),
      ...(draft.media.length > 0 && { media: draft.media }),
      ...(Object.keys(contact).length > 0 && { contact }),
      ...(draft.componentCode && { componentCode: draft.componentCode }),
      ...(answers.length > 0 && { answers }),
    },
  };
}

/** What a complaint about an earlier case says of what was just told: with the contact it tells of a person. */
export function complaintOf(draft: IntakeDraft, title: string): OpPayload<'case.complain'> {
  const { name, phone, note } = draft.contact;
  const told = [title, draft.text, draft.address, [name, phone, note].filter((part) => part.trim() !== '').join(' ')];
  const isPersonal = draft.personal || [name, phone, note].some((part) => part.trim() !== '');
  const words = told.map((part) => part.trim()).filter(Boolean);
  return { note: words.join('\n').slice(0, 4000), ...(isPersonal && { personal: true }) };
}

/** The fields of a case as they are corrected. */
export function fieldsOf(shown: Case): CaseFields {
  const { categoryCode, title, text, address, lon, lat, urgency, componentCode = null } = shown;
  return { categoryCode, title, text, address, addressFollows: false, at: { lon, lat }, urgency, componentCode };
}

/** What was changed of a case; null when nothing was. */
export function correctionOf(shown: Case, fields: CaseFields): CaseCorrection | null {
  const { categoryCode, title, text, address, at, urgency, componentCode } = fields;
  const changed: CaseCorrection = {
    ...(categoryCode !== null && categoryCode !== shown.categoryCode && { categoryCode }),
    ...(title !== null && title.trim() !== '' && title.trim() !== shown.title && { title: title.trim() }),
    ...(text !== shown.text && { text }),
    ...(address.trim() !== shown.address && { address: address.trim() }),
    ...(at && (at.lon !== shown.lon || at.lat !== shown.lat) && { lon: at.lon, lat: at.lat }),
    ...(urgency !== null && urgency !== shown.urgency && { urgency }),
    ...(componentCode !== (shown.componentCode ?? null) && { componentCode }),
  };
  return Object.keys(changed).length > 0 ? changed : null;
}

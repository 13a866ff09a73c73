import { z } from 'zod';
import { CASE_STATES } from '../domain/case.ts';
import { COMMAND_KINDS, COMMAND_PRIORITIES, COMMAND_STATES, RECEIPT_STATES } from '../domain/command.ts';
import { codeSchema, idSchema, latSchema, lonSchema, mediaListSchema, timeSchema } from '../protocol/common.ts';
import { componentSchema } from '../protocol/entities.ts';
import { recordingSchema } from './radio.ts';
import { caseRowSchema } from './views.ts';

/** What stands behind a case and behind a place: one stream of all that happened, and a dossier without persons. */

const entry = { id: z.string(), at: timeSchema };
export const streamEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    ...entry,
    title: z.string(),
    commandKind: z.enum(COMMAND_KINDS),
    priority: z.enum(COMMAND_PRIORITIES),
    state: z.enum(COMMAND_STATES),
    cancelReason: z.string().nullable(),
    byName: z.string(),
    /** how many it went to */
    to: z.number(),
  }),
  z.object({
    kind: z.literal('receipt'),
    ...entry,
    commandId: z.string(),
    commandTitle: z.string(),
    workerId: codeSchema,
    workerName: z.string(),
    state: z.enum(RECEIPT_STATES),
    note: z.string(),
    media: mediaListSchema,
  }),
  z.object({ kind: z.literal('talk'), ...entry, recording: recordingSchema }),
]);
export type StreamEntry = z.infer<typeof streamEntrySchema>;

/** Somebody on duty was near the place of a case. */
export const passSchema = z.object({
  workerId: codeSchema,
  name: z.string(),
  from: timeSchema,
  to: timeSchema,
  /** metres, the nearest they came */
  nearest: z.number(),
});
export type Pass = z.infer<typeof passSchema>;

export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('grid'), code: codeSchema }),
  z.object({ kind: z.literal('component'), code: codeSchema }),
  z.object({ kind: z.literal('address'), text: z.string().trim().min(2).max(300) }),
  /** a shop, a company, a school: found by its name */
  z.object({ kind: z.literal('organisation'), name: z.string().trim().min(2).max(100) }),
]);
export type Place = z.infer<typeof placeSchema>;

export const placeDossierSchema = z.object({
  title: z.string(),
  /** what the centre's records say of it */
  component: componentSchema.nullable(),
  /** where it is; null when no case and no record tells */
  at: z.object({ lon: lonSchema, lat: latSchema }).nullable(),
  /** cases that were read: all there are, or the newest of more (`exact` false) */
  read: z.number(),
  exact: z.boolean(),
  open: z.number(),
  byState: z.array(z.object({ state: z.enum(CASE_STATES), n: z.number() })),
  byGroup: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), n: z.number(), open: z.number() })),
  departments: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), n: z.number(), open: z.number() })),
  /** open cases of the class of hazards, the most pressing first */
  hazards: z.array(caseRowSchema),
  /** checks, verifications and re-checks, newest first; who did them is not told */
  inspections: z.array(
    z.object({
      caseId: idSchema,
      title: z.string(),
      what: z.enum(['check', 'verification', 're-check']),
      good: z.boolean(),
      at: timeSchema,
    }),
  ),
  /** newest first */
  cases: z.array(caseRowSchema),
});
export type PlaceDossier = z.infer<typeof placeDossierSchema>;

export const DOSSIER_FEEDS = {
  /** what happened around a case beside its own history, oldest first; `more`: older or further ones are left out */
  'case.stream': {
    input: z.object({ id: idSchema }),
    output: z.object({ entries: z.array(streamEntrySchema), more: z.boolean() }),
    topics: ['commands', 'recordings', 'workers', 'outbox'],
  },
  /** whose trails would be looked at for who was near: those of the case and of its community */
  'case.passers': {
    input: z.object({ id: idSchema }),
    output: z.object({ workerIds: z.array(codeSchema), from: timeSchema, to: timeSchema }),
    topics: ['cases'],
  },
  /** who was near; refused until it was looked up with a reason (`trail.near`) */
  'case.passes': {
    input: z.object({ id: idSchema, from: timeSchema, to: timeSchema }),
    output: z.array(passSchema),
    topics: [],
  },
  'place.dossier': { input: placeSchema, output: placeDossierSchema, topics: ['cases', 'case-events', 'catalogue'] },
} as const;

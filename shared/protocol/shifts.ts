import { z } from 'zod';
import { ACTOR_KINDS } from '../domain/case.ts';
import { codeSchema, idSchema, noteSchema, timeSchema } from './common.ts';

/** Shifts (班次): opened by a lead, written into, handed over item by item (交接班). */

export const HAND_OVER_KINDS = ['case', 'alarm', 'muster', 'supervision', 'extension', 'note'] as const;
/** Something the next lead has to know of; each is acknowledged by itself. */
export const handOverItemSchema = z.object({
  id: z.string().min(1).max(100),
  kind: z.enum(HAND_OVER_KINDS),
  /** the case, alarm or muster; absent for words alone */
  subjectId: z.string().max(100).optional(),
  label: z.string().trim().min(1).max(300),
  acknowledgedAt: timeSchema.optional(),
});
export type HandOverItem = z.infer<typeof handOverItemSchema>;

export const handOverSchema = z.object({
  toId: codeSchema,
  toName: z.string(),
  at: timeSchema,
  note: z.string(),
  items: z.array(handOverItemSchema),
});
export type HandOver = z.infer<typeof handOverSchema>;

export const shiftSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  leadId: codeSchema,
  leadName: z.string(),
  openedAt: timeSchema,
  closedAt: timeSchema.nullable(),
  /** offered to the next lead, who has not taken it over yet; stays with a closed shift as the record of it */
  handOver: handOverSchema.nullable().optional(),
});
export type Shift = z.infer<typeof shiftSchema>;

const shiftActorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
export const shiftNoteSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  shiftId: idSchema,
  actor: shiftActorSchema,
  at: timeSchema,
  text: z.string(),
});
export type ShiftNote = z.infer<typeof shiftNoteSchema>;

const shiftId = idSchema;
const note = noteSchema.optional();
export const MOST_HAND_OVER_ITEMS = 500;
export const SHIFT_OPS = {
  'shift.open': z.object({ note }),
  'shift.note': z.object({ shiftId, text: noteSchema.min(1) }),
  /** offers the shift, with all that is open; nothing changes hands until it is taken over */
  'shift.hand-over': z.object({
    shiftId,
    toUserId: codeSchema,
    note,
    items: z
      .array(handOverItemSchema.omit({ acknowledgedAt: true }))
      .max(MOST_HAND_OVER_ITEMS)
      .default([]),
  }),
  'shift.withdraw': z.object({ shiftId }),
  /** the next lead has taken note of these */
  'shift.acknowledge': z.object({ shiftId, itemIds: z.array(z.string().min(1).max(100)).min(1).max(50) }),
  /**
   * by the next lead, when every item is acknowledged: closes the shift and opens the next under them (`entityId`), with
   * `note` as the first line of its log
   */
  'shift.take-over': z.object({ shiftId, note }),
} as const satisfies Record<string, z.ZodType>;

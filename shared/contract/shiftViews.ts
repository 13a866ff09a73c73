import { z } from 'zod';
import { timeSchema } from '../protocol/common.ts';
import { seatSchema } from '../protocol/desks.ts';
import { handOverItemSchema, MOST_HAND_OVER_ITEMS, shiftNoteSchema, shiftSchema } from '../protocol/shifts.ts';

/** The shift as a desk has it: the centre's with this desk's waiting actions laid over it. */
export const shiftViewSchema = z.object({
  shift: shiftSchema,
  /** the shift itself is known only at this desk so far */
  waiting: z.boolean(),
  /** newest first */
  notes: z.array(shiftNoteSchema.extend({ waiting: z.boolean() })),
});
export type ShiftView = z.infer<typeof shiftViewSchema>;

export const handOverOffersSchema = z.object({
  items: z.array(handOverItemSchema).max(MOST_HAND_OVER_ITEMS),
  /** there is more than a hand-over can list: the next lead reads it in the queues */
  more: z.boolean(),
});

export const SHIFT_FEEDS = {
  /** the shift that is on with its log; null when none is open */
  'shift.current': { input: z.object({}), output: shiftViewSchema.nullable(), topics: ['shift', 'outbox'] },
  /** what is open now and the next lead has to know of: alarms nobody took note of, musters, cases under pressure */
  'shift.items': {
    input: z.object({}),
    output: handOverOffersSchema,
    topics: ['cases', 'alarms', 'musters', 'outbox'],
  },
  /** shifts that are over with their logs and what was handed over, newest first */
  'shift.past': {
    input: z.object({ before: timeSchema.optional(), limit: z.number().int().min(1).max(50) }),
    output: z.array(z.object({ shift: shiftSchema, notes: z.array(shiftNoteSchema) })),
    topics: ['shift'],
  },
  /** who sits where, as the centre said last */
  'seat.list': { input: z.object({}), output: z.array(seatSchema), topics: ['shift'] },
} as const;

import { z } from 'zod';
import { ALARM_PRIORITIES, CENTRE_ALARM_KINDS } from '../domain/alarms/alarm.ts';
import { alarmPolicySchema, welfareTimerSchema } from '../protocol/alarms.ts';
import { timeSchema } from '../protocol/common.ts';

/** Alarms as a window shows them: the centre's, and those that the desk itself raises. */

/** What a desk finds out by itself; a call for help among them until the centre's record of it is here. */
export const DESK_ALARM_KINDS = ['critical-case', 'no-receipt', 'overdue'] as const;
export const ALARM_KINDS = [...CENTRE_ALARM_KINDS, ...DESK_ALARM_KINDS] as const;

export const alarmSchema = z.object({
  id: z.string(),
  kind: z.enum(ALARM_KINDS),
  priority: z.enum(ALARM_PRIORITIES),
  /** whose record it is: one of the centre's is acknowledged by an action with a note */
  of: z.enum(['centre', 'desk']),
  at: timeSchema,
  /** what it is about: worker id, case id or command id */
  subjectId: z.string(),
  /** the other worker of a pair, or the area */
  otherId: z.string().nullable(),
  title: z.string(),
  /** the workers it is about; their names, joined by 、, begin the title */
  workers: z.array(z.object({ id: z.string(), name: z.string() })),
  /** metres, km/h, minutes or cases, by the kind */
  figure: z.number().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** still needs somebody who takes note of it */
  open: z.boolean(),
  /** the cause is over */
  endedAt: timeSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: timeSchema.nullable(),
  note: z.string(),
  /** acknowledged here; the centre does not know yet */
  waiting: z.boolean(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** A worker's timer, as the desk shows it. */
export const welfareViewSchema = z.object({ timer: welfareTimerSchema, name: z.string(), waiting: z.boolean() });
export type WelfareView = z.infer<typeof welfareViewSchema>;

export const ALARM_FEEDS = {
  /** what needs a hand first, the gravest first; then what somebody has seen to */
  'alarm.list': { input: z.object({}), output: z.array(alarmSchema), topics: ['alarms', 'outbox'] },
  /** the centre's, and over it what was changed here and is not confirmed yet */
  'alarm.policy': { input: z.object({}), output: alarmPolicySchema, topics: ['catalogue', 'outbox'] },
  /** workers who have to say that all is well, the next first */
  'welfare.list': { input: z.object({}), output: z.array(welfareViewSchema), topics: ['alarms', 'workers', 'outbox'] },
} as const;

import { z } from 'zod';
import { ALARM_PRIORITIES, CENTRE_ALARM_KINDS, type CentreAlarm } from '../domain/alarms/alarm.ts';
import { ALARM_POLICY, type AlarmPolicy, MOST_PAIRS } from '../domain/alarms/policy.ts';
import { LEAST_WELFARE_MINUTES, MOST_WELFARE_MINUTES, type WelfareTimer } from '../domain/alarms/welfare.ts';
import { ACTOR_KINDS } from '../domain/case.ts';
import { ackSchema, codeSchema, idSchema, latSchema, lonSchema, timeSchema } from './common.ts';

/** Alarms on the wire: the centre's records, the timers of workers, the policy, and the ops about them. */

const actorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
const prioritySchema = z.enum(ALARM_PRIORITIES);
const minutesSchema = z.number().int().min(LEAST_WELFARE_MINUTES).max(MOST_WELFARE_MINUTES);

export const centreAlarmSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  /** the cause: one alarm is open for it at a time */
  key: z.string().min(1).max(200),
  kind: z.enum(CENTRE_ALARM_KINDS),
  priority: prioritySchema,
  workerIds: z.array(codeSchema).max(50),
  caseId: idSchema.nullable(),
  areaId: z.string().max(100).nullable(),
  lon: lonSchema.nullable(),
  lat: latSchema.nullable(),
  figure: z.number().nullable(),
  since: timeSchema,
  raisedAt: timeSchema,
  keep: z.boolean(),
  endedAt: timeSchema.nullable(),
  acknowledgedAt: timeSchema.nullable(),
  acknowledgedBy: actorSchema.nullable(),
  note: z.string().max(1000),
}) satisfies z.ZodType<CentreAlarm>;

export const welfareTimerSchema = z.object({
  /** the worker's */
  id: codeSchema,
  version: z.number().int().min(0),
  minutes: minutesSchema,
  startedAt: timeSchema,
  startedBy: actorSchema,
  checkedAt: timeSchema,
}) satisfies z.ZodType<WelfareTimer>;

const ruleFields = { on: z.boolean(), priority: prioritySchema, keep: z.boolean() };
const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const metres = whole(1, 20_000).nullable();

export const pairRuleSchema = z.object({
  id: idSchema,
  workerId: codeSchema,
  other: z.object({ kind: z.enum(['worker', 'area']), id: z.string().min(1).max(100) }),
  least: metres,
  most: metres,
});

export const alarmPolicySchema = z.object({
  welfare: z.object({
    ...ruleFields,
    remindMinutes: whole(0, 60),
    graceMinutes: whole(0, 60),
    escalateMinutes: whole(1, 120),
  }),
  pair: z.object({ ...ruleFields, seconds: whole(0, 3600) }),
  hazard: z.object({ ...ruleFields, metres: whole(0, 1000), seconds: whole(0, 3600) }),
  geofence: z.object({ ...ruleFields, seconds: whole(0, 600), enter: z.boolean(), leave: z.boolean() }),
  speed: z.object({ ...ruleFields, kmh: whole(5, 200), seconds: whole(0, 3600) }),
  outOfGrid: z.object({ ...ruleFields, minutes: whole(0, 480) }),
  stale: z.object({ ...ruleFields, minutes: whole(3, 480) }),
  crowding: z.object({ ...ruleFields, cases: whole(2, 200), metres: whole(20, 5000), hours: whole(1, 72) }),
  pairs: z.array(pairRuleSchema).max(MOST_PAIRS),
}) satisfies z.ZodType<AlarmPolicy>;
export const ALARM_POLICY_SETTING = 'alarm-policy';

/** What a setting says; what it does not say, or says wrongly, is as the domain has it. */
export function alarmPolicyOf(value: unknown): AlarmPolicy {
  const parsed = alarmPolicySchema.partial().safeParse(value ?? {});
  return parsed.success ? { ...ALARM_POLICY, ...parsed.data } : ALARM_POLICY;
}

export const ALARM_OPS = {
  /** `entityId` is the alarm's id; one of a grave priority needs a note */
  'alarm.acknowledge': z.object({ note: z.string().trim().max(1000) }),
  /** parts that are not named stay as they are */
  'alarm.policy-set': z.object({ policy: alarmPolicySchema.partial() }),
  /** starts a worker's timer anew; the worker's terminal is told */
  'welfare.start': z.object({ workerId: codeSchema, minutes: minutesSchema }),
  'welfare.stop': z.object({ workerId: codeSchema }),
} as const satisfies Record<string, z.ZodType>;

const saidFields = { id: idSchema, at: timeSchema };
/** What a terminal says about the worker's own timer; the same id again is the same word. */
export const welfareSaidSchema = z.discriminatedUnion('what', [
  z.object({ ...saidFields, what: z.literal('start'), minutes: minutesSchema }),
  z.object({ ...saidFields, what: z.enum(['well', 'stop']) }),
]);
export type WelfareSaid = z.infer<typeof welfareSaidSchema>;

/** A worker's timer as the terminal hears of it; `dueAt` null: there is none. */
export const welfareTimes = {
  minutes: minutesSchema.nullable(),
  /** by when the worker has to answer */
  dueAt: timeSchema.nullable(),
};
export const welfareAckSchema = ackSchema(welfareTimes);
export const welfareToldSchema = z.object({
  ...welfareTimes,
  /** 0 nothing to do, 1 a reminder, 2 the time is over, 3 the centre has been told */
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
});
export type WelfareTold = z.infer<typeof welfareToldSchema>;

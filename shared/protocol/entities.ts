import { z } from 'zod';
import {
  ACTOR_KINDS,
  CASE_SOURCES,
  CASE_STATES,
  type Case,
  type CaseEvent,
  LIMIT_UNITS,
  STAGES,
  TIERS,
  URGENCIES,
} from '../domain/case.ts';
import { ROLES } from '../domain/roles.ts';
import { commandSchema, receiptSchema } from './commands.ts';
import {
  assigneeSchema,
  assignmentSchema,
  factsSchema,
  recheckSchema,
  scriptAnswerSchema,
  scriptQuestionSchema,
  supervisionReplySchema,
} from './cases.ts';
import { centreAlarmSchema, welfareTimerSchema } from './alarms.ts';
import { claimSchema, seatSchema } from './desks.ts';
import { importBatchSchema } from './imports.ts';
import { callBackSchema, channelSchema, transmissionSchema } from './intercom.ts';
import { areaSchema } from './mapAreas.ts';
import { musterLineSchema, musterSchema } from './musters.ts';
import { shiftNoteSchema, shiftSchema } from './shifts.ts';
import { videoSourceSchema } from './video.ts';
import { codeSchema, idSchema, latSchema, lonSchema, mediaListSchema, skillsSchema, timeSchema } from './common.ts';

export const limitSchema = z.object({ value: z.number().positive(), unit: z.enum(LIMIT_UNITS) });
export const clockSchema = z.object({
  stage: z.enum(STAGES),
  startedAt: timeSchema,
  limit: limitSchema,
  firstDueAt: timeSchema,
  dueAt: timeSchema,
  yellowAt: timeSchema,
  stoppedAt: timeSchema.optional(),
  extensions: z.number().int().min(0),
});
const supervisionLevelSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const caseSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  number: z.string().nullable(),
  state: z.enum(CASE_STATES),
  categoryCode: codeSchema,
  catalogueVersion: z.string(),
  title: z.string(),
  text: z.string(),
  source: z.enum(CASE_SOURCES),
  urgency: z.enum(URGENCIES),
  tier: z.enum(TIERS),
  reportedAt: timeSchema,
  updatedAt: timeSchema,
  reporterId: codeSchema.nullable(),
  lon: lonSchema,
  lat: latSchema,
  address: z.string(),
  gridCode: z.string(),
  media: mediaListSchema,
  departmentId: codeSchema.nullable(),
  workerIds: z.array(codeSchema),
  verifierId: codeSchema.nullable(),
  mergedIntoId: idSchema.nullable(),
  handledByIds: z.array(codeSchema),
  supervision: z
    .object({
      level: supervisionLevelSchema,
      byId: codeSchema,
      at: timeSchema,
      dueAt: timeSchema.optional(),
      to: assigneeSchema.optional(),
      reply: supervisionReplySchema.optional(),
    })
    .nullable(),
  supervisedByIds: z.array(codeSchema).optional(),
  extension: z
    .object({
      byId: codeSchema,
      at: timeSchema,
      until: timeSchema,
      reason: z.string(),
      grantedById: codeSchema.optional(),
    })
    .nullable(),
  reviewAt: timeSchema.nullable(),
  returns: z.number().int().min(0),
  reworks: z.number().int().min(0),
  satisfaction: z.number().int().min(1).max(5).nullable(),
  closedAt: timeSchema.nullable(),
  clock: clockSchema.nullable(),
  contact: z
    .object({ name: z.string().optional(), phone: z.string().optional(), note: z.string().optional() })
    .nullable(),
  componentCode: codeSchema.nullable().optional(),
  majorId: idSchema.nullable().optional(),
  answers: z.array(scriptAnswerSchema).optional(),
  assignments: z.array(assignmentSchema).optional(),
  checkerIds: z.array(codeSchema).optional(),
  complaints: z.number().int().min(0).optional(),
  closedById: codeSchema.nullable().optional(),
  recheck: recheckSchema.nullable().optional(),
  facts: factsSchema.optional(),
}) satisfies z.ZodType<Case>;

export const actorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
const eventActionSchema = z.enum([
  'report',
  'accept',
  'reject',
  'merge',
  'order-check',
  'settle',
  'dispatch',
  'start',
  'return',
  'report-back',
  'request-extension',
  'grant-extension',
  'refuse-extension',
  'suspend',
  'resume',
  'send-to-verify',
  'verify-pass',
  'verify-fail',
  'evaluate',
  'reopen',
  'escalate',
  'answer-escalation',
  'cancel',
  'supervise',
  'release-supervision',
  'annotate',
  'assign',
  'unassign',
  'answer-supervision',
  'correct',
  'unmerge',
  'link',
  'unlink',
  'complain',
  'answer-check',
  'recheck',
  'climb',
]);
export const caseEventSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  n: z.number().int().min(1),
  action: eventActionSchema,
  from: z.enum(CASE_STATES).nullable(),
  to: z.enum(CASE_STATES),
  actor: actorSchema,
  at: timeSchema,
  deskAt: timeSchema,
  note: z.string(),
  media: mediaListSchema,
  detail: z.record(z.string(), z.json()),
  previousHash: z.string(),
  hash: z.string(),
}) satisfies z.ZodType<CaseEvent>;

export const workerSchema = z.object({
  id: codeSchema,
  version: z.number().int().min(0),
  /** the number binary fleet frames use */
  index: z.number().int().min(0),
  name: z.string(),
  role: z.enum(['grid-worker', 'team-lead', 'specialist']),
  teamId: z.string(),
  gridCode: z.string(),
  onDuty: z.boolean(),
  /** since when onDuty is as it is; null when never told */
  dutySince: timeSchema.nullable(),
  /** what they are trained for, in the centre's own words (急救, 调解 …); absent: not told */
  skills: skillsSchema.optional(),
});
export type Worker = z.infer<typeof workerSchema>;

export const gridSchema = z.object({
  code: codeSchema,
  version: z.number().int().min(0),
  parent: z.string().nullable(),
  tier: z.enum(['street', 'community', 'unit']),
  name: z.string(),
  /** first ring outline, further rings holes, WGS-84 degrees; absent: as the district's files draw it */
  rings: z.array(z.array(z.tuple([lonSchema, latSchema]))).optional(),
});
export type Grid = z.infer<typeof gridSchema>;

export const componentSchema = z.object({
  code: codeSchema,
  version: z.number().int().min(0),
  name: z.string(),
  ownerDepartment: z.string(),
  lon: lonSchema,
  lat: latSchema,
  gridCode: z.string(),
});

export const departmentSchema = z.object({
  code: codeSchema,
  version: z.number().int().min(0),
  zh: z.string(),
  en: z.string(),
  /** where it sits, WGS-84 degrees; both or neither */
  lon: lonSchema.optional(),
  lat: latSchema.optional(),
});
export type Department = z.infer<typeof departmentSchema>;

export const categorySchema = z.object({
  code: codeSchema,
  version: z.number().int().min(0),
  catalogueVersion: z.string(),
  /** codes and names of class and group, so that a type can be shown alone */
  groupCode: z.string(),
  groupZh: z.string(),
  groupEn: z.string(),
  classCode: z.string(),
  classZh: z.string(),
  classEn: z.string(),
  zh: z.string(),
  en: z.string(),
  synonyms: z.array(z.string()),
  pinyin: z.string(),
  departmentCode: z.string(),
  urgency: z.enum(URGENCIES),
  limits: z.object({ accept: limitSchema, dispatch: limitSchema, handle: limitSchema, verify: limitSchema }),
  icon: z.string(),
  /** asked at intake, in this order */
  questions: z.array(scriptQuestionSchema).max(20).optional(),
});
export type Category = z.infer<typeof categorySchema>;

/** an operator's own settings are named after their account */
const settingKeySchema = z.string().min(1).max(100);
export const settingSchema = z.object({ key: settingKeySchema, version: z.number().int().min(0), value: z.json() });

export const userSchema = z.object({
  id: codeSchema,
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  areas: z.array(z.string()),
});
export type User = z.infer<typeof userSchema>;

/** Every replicated entity: its schema. The id of a row is `entityId(entity, row)`. */
export const ENTITY_SCHEMAS = {
  case: caseSchema,
  'case-event': caseEventSchema,
  command: commandSchema,
  receipt: receiptSchema,
  worker: workerSchema,
  grid: gridSchema,
  component: componentSchema,
  department: departmentSchema,
  category: categorySchema,
  channel: channelSchema,
  transmission: transmissionSchema,
  'call-back': callBackSchema,
  'video-source': videoSourceSchema,
  shift: shiftSchema,
  'shift-note': shiftNoteSchema,
  claim: claimSchema,
  seat: seatSchema,
  'import-batch': importBatchSchema,
  muster: musterSchema,
  'muster-line': musterLineSchema,
  area: areaSchema,
  alarm: centreAlarmSchema,
  'welfare-timer': welfareTimerSchema,
  setting: settingSchema,
} as const;
export type EntityName = keyof typeof ENTITY_SCHEMAS;
export const ENTITY_NAMES = Object.keys(ENTITY_SCHEMAS) as EntityName[];
export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(ENTITY_SCHEMAS, name);
}
export type EntityRow<E extends EntityName> = z.infer<(typeof ENTITY_SCHEMAS)[E]>;

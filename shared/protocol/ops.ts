import { z } from 'zod';
import {
  CASE_SOURCES,
  type CaseActionName,
  type CaseActions,
  EVALUATION_WAYS,
  TIERS,
  URGENCIES,
} from '../domain/case.ts';
import { ROLES } from '../domain/roles.ts';
import {
  codeSchema,
  idSchema,
  latSchema,
  lonSchema,
  mediaListSchema,
  noteSchema,
  reasonSchema,
  timeSchema,
  titleSchema,
} from './common.ts';
import { assigneeSchema, scriptAnswerSchema } from './cases.ts';
import { ALARM_OPS } from './alarms.ts';
import { COVERAGE_OPS } from './coverage.ts';
import { COMMAND_OPS } from './commands.ts';
import { DESK_OPS } from './desks.ts';
import { IMPORT_OPS } from './imports.ts';
import { INTERCOM_OPS } from './intercom.ts';
import { AREA_OPS } from './mapAreas.ts';
import { MUSTER_OPS } from './musters.ts';
import { SHIFT_OPS } from './shifts.ts';
import { TRAIL_OPS } from './trails.ts';
import { VIDEO_OPS } from './video.ts';

/**
 * Every write of a console: op kind → payload. The station's contract, the gateway's handlers, the AsyncAPI
 * document and the fuzz tests are derived from this table; adding an action is one row here, one rule in
 * `domain/lifecycle.ts` and one view.
 */

const note = noteSchema.optional();
const media = mediaListSchema.optional();
/** the writer's mark that the text tells of a person: it is kept encrypted, and only its stand-in travels on */
const personal = z.boolean().optional();
const reason = reasonSchema;
const workerIds = z.array(codeSchema).max(500);
/** contacts that one file may hold */
export const MOST_CONTACTS = 200;
const departmentIds = z.array(codeSchema).max(50);
const assigneeId = codeSchema.optional();

const caseActionPayloads = {
  accept: z.object({ note }),
  reject: z.object({ reason }),
  merge: z.object({ intoId: idSchema, reason: reason.optional() }),
  'order-check': z.object({ workerIds: workerIds.min(1), note }),
  settle: z.object({ note: noteSchema, media }),
  dispatch: z.object({
    departmentId: codeSchema.optional(),
    departmentIds: departmentIds.optional(),
    workerIds: workerIds.optional(),
    dueAt: timeSchema.optional(),
    note,
  }),
  assign: z.object({ departmentIds: departmentIds.optional(), workerIds: workerIds.optional(), note }),
  unassign: z.object({ assignee: assigneeSchema, reason }),
  start: z.object({ assigneeId, note }),
  return: z.object({ assigneeId, reason }),
  'report-back': z.object({ assigneeId, note: noteSchema, media }),
  'request-extension': z.object({ until: timeSchema, reason }),
  'grant-extension': z.object({ until: timeSchema.optional(), note }),
  'refuse-extension': z.object({ reason }),
  suspend: z.object({ reason, reviewAt: timeSchema }),
  resume: z.object({ note }),
  'send-to-verify': z.object({ workerId: codeSchema, note }),
  'verify-pass': z.object({ note, media }),
  'verify-fail': z.object({ reason, media }),
  evaluate: z.object({
    satisfaction: z.number().int().min(1).max(5),
    by: z.enum(EVALUATION_WAYS).optional(),
    note,
    personal,
  }),
  reopen: z.object({ reason }),
  escalate: z.object({ reason }),
  'answer-escalation': z.object({ outcome: z.enum(['handled', 'back']), note: noteSchema }),
  cancel: z.object({ reason }),
  supervise: z.object({
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    to: assigneeSchema.optional(),
    note,
    dueAt: timeSchema.optional(),
  }),
  'answer-supervision': z.object({ note: noteSchema.min(1) }),
  'release-supervision': z.object({ note }),
  correct: z.object({
    categoryCode: codeSchema.optional(),
    title: titleSchema.optional(),
    text: noteSchema.optional(),
    address: z.string().max(300).optional(),
    lon: lonSchema.optional(),
    lat: latSchema.optional(),
    gridCode: z.string().max(14).optional(),
    urgency: z.enum(URGENCIES).optional(),
    componentCode: codeSchema.nullable().optional(),
    note,
  }),
  unmerge: z.object({ reason }),
  link: z.object({ majorId: idSchema, note }),
  unlink: z.object({ note }),
  complain: z.object({ note: noteSchema.min(1), media, personal }),
  'answer-check': z.object({ found: z.boolean(), note, media }),
  recheck: z.object({ passed: z.boolean(), note, media }),
  annotate: z.object({ note: noteSchema.min(1), media, personal }),
  climb: z.object({ toTier: z.enum(TIERS) }),
} satisfies { [K in CaseActionName]: z.ZodType<CaseActions[K]> };
export const CASE_ACTION_PAYLOADS: { [K in CaseActionName]: z.ZodType<CaseActions[K]> } = caseActionPayloads;

export const contactSchema = z.object({
  name: z.string().max(100).optional(),
  phone: z.string().max(40).optional(),
  note: z.string().max(500).optional(),
});
const caseCreateSchema = z.object({
  categoryCode: codeSchema,
  title: titleSchema,
  text: noteSchema,
  personal,
  source: z.enum(CASE_SOURCES),
  urgency: z.enum(URGENCIES).optional(),
  lon: lonSchema,
  lat: latSchema,
  address: z.string().max(300),
  media,
  contact: contactSchema.optional(),
  componentCode: codeSchema.optional(),
  answers: z.array(scriptAnswerSchema).max(30).optional(),
});

/** op kind → payload schema. `case.<action>` for each action of the lifecycle table, then the rest. */
export const OP_PAYLOADS = {
  'case.create': caseCreateSchema,
  'case.accept': caseActionPayloads.accept,
  'case.reject': caseActionPayloads.reject,
  'case.merge': caseActionPayloads.merge,
  'case.order-check': caseActionPayloads['order-check'],
  'case.settle': caseActionPayloads.settle,
  'case.dispatch': caseActionPayloads.dispatch,
  'case.start': caseActionPayloads.start,
  'case.return': caseActionPayloads.return,
  'case.report-back': caseActionPayloads['report-back'],
  'case.request-extension': caseActionPayloads['request-extension'],
  'case.grant-extension': caseActionPayloads['grant-extension'],
  'case.refuse-extension': caseActionPayloads['refuse-extension'],
  'case.suspend': caseActionPayloads.suspend,
  'case.resume': caseActionPayloads.resume,
  'case.send-to-verify': caseActionPayloads['send-to-verify'],
  'case.verify-pass': caseActionPayloads['verify-pass'],
  'case.verify-fail': caseActionPayloads['verify-fail'],
  'case.evaluate': caseActionPayloads.evaluate,
  'case.reopen': caseActionPayloads.reopen,
  'case.escalate': caseActionPayloads.escalate,
  'case.answer-escalation': caseActionPayloads['answer-escalation'],
  'case.cancel': caseActionPayloads.cancel,
  'case.supervise': caseActionPayloads.supervise,
  'case.release-supervision': caseActionPayloads['release-supervision'],
  'case.annotate': caseActionPayloads.annotate,
  'case.assign': caseActionPayloads.assign,
  'case.unassign': caseActionPayloads.unassign,
  'case.answer-supervision': caseActionPayloads['answer-supervision'],
  'case.correct': caseActionPayloads.correct,
  'case.unmerge': caseActionPayloads.unmerge,
  'case.link': caseActionPayloads.link,
  'case.unlink': caseActionPayloads.unlink,
  'case.complain': caseActionPayloads.complain,
  'case.answer-check': caseActionPayloads['answer-check'],
  'case.recheck': caseActionPayloads.recheck,
  ...DESK_OPS,
  ...COMMAND_OPS,
  ...MUSTER_OPS,
  ...INTERCOM_OPS,
  ...VIDEO_OPS,
  ...SHIFT_OPS,
  ...IMPORT_OPS,
  ...AREA_OPS,
  ...ALARM_OPS,
  ...COVERAGE_OPS,
  'wall.cue': z.object({
    wallId: z.string().max(100),
    scene: z.string().max(50),
    args: z.record(z.string(), z.json()),
  }),
  'contact.reveal': z.object({ reason }),
  /** contacts of cases for a file: a look at each of them, with one reason */
  'contact.export': z.object({ caseIds: z.array(idSchema).min(1).max(MOST_CONTACTS), reason }),
  ...TRAIL_OPS,
} as const satisfies Record<string, z.ZodType>;

export type OpKind = keyof typeof OP_PAYLOADS;
export const OP_KINDS = Object.keys(OP_PAYLOADS) as [OpKind, ...OpKind[]];
export type OpPayload<K extends OpKind> = z.infer<(typeof OP_PAYLOADS)[K]>;

/** Whoever sits at a desk talks, and turns a camera. */
const TALKERS: readonly (typeof ROLES)[number][] = ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead'];

/** Roles that may send the ops that are not case actions (those are ruled by the lifecycle table). */
export const OP_ROLES: { [K in Exclude<OpKind, `case.${CaseActionName}`>]: readonly (typeof ROLES)[number][] } = {
  'case.create': ['intake', 'shift-lead'],
  'command.issue': ['dispatcher', 'shift-lead'],
  'command.cancel': ['dispatcher', 'shift-lead'],
  'command.confirm': ['dispatcher', 'shift-lead'],
  'command.refuse': ['dispatcher', 'shift-lead'],
  'command.correct': ['dispatcher', 'shift-lead'],
  'command.remind': ['dispatcher', 'shift-lead'],
  'command.template-save': ['dispatcher', 'shift-lead', 'admin'],
  'command.template-delete': ['dispatcher', 'shift-lead', 'admin'],
  'command.policy-set': ['shift-lead', 'admin'],
  'muster.start': ['dispatcher', 'shift-lead'],
  'muster.add': ['dispatcher', 'shift-lead'],
  'muster.role': ['dispatcher', 'shift-lead'],
  'muster.mark': ['dispatcher', 'shift-lead'],
  'muster.note': ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead'],
  'muster.settle': ['dispatcher', 'shift-lead'],
  'muster.stand-down': ['dispatcher', 'shift-lead'],
  'muster.replay': ['shift-lead'],
  'channel.open': TALKERS,
  'channel.members': TALKERS,
  'channel.close': TALKERS,
  'call-back.answer': TALKERS,
  'transmission.link': TALKERS,
  'recording.listen': [...ROLES],
  'video.ptz': TALKERS,
  'shift.open': ['shift-lead'],
  'shift.note': ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead'],
  'shift.hand-over': ['shift-lead'],
  'shift.withdraw': ['shift-lead'],
  'shift.acknowledge': ['shift-lead'],
  'shift.take-over': ['shift-lead'],
  'claim.take': TALKERS,
  'claim.keep': TALKERS,
  'claim.release': TALKERS,
  'watch.set': TALKERS,
  'queue.save': TALKERS,
  'queue.delete': TALKERS,
  'reply-template.save': ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead', 'admin'],
  'reply-template.delete': ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead', 'admin'],
  'case-policy.set': ['shift-lead', 'admin'],
  // Whose hands may change which area is the domain's to say (`areaRefusal`).
  'area.create': TALKERS,
  'area.change': TALKERS,
  'area.remove': TALKERS,
  'import.apply': ['shift-lead', 'admin'],
  'import.undo': ['shift-lead', 'admin'],
  'alarm.acknowledge': TALKERS,
  'alarm.policy-set': ['shift-lead', 'admin'],
  'coverage.policy-set': ['shift-lead', 'admin'],
  'welfare.start': ['shift-lead'],
  'welfare.stop': ['shift-lead'],
  'wall.cue': ['shift-lead'],
  'contact.reveal': ['intake', 'dispatcher', 'verifier', 'shift-lead'],
  'contact.export': ['intake', 'dispatcher', 'verifier', 'shift-lead'],
  'trail.look-up': ['shift-lead'],
  'trail.near': ['shift-lead'],
  'trail.district': ['shift-lead'],
  'trail.export': ['shift-lead'],
};

/** The one envelope of every console write. `id` makes it idempotent: the same id again gets the same answer. */
export const opEnvelopeSchema = z.object({
  id: idSchema,
  kind: z.enum(OP_KINDS),
  entityId: z.string().max(100).optional(),
  baseVersion: z.number().int().min(0).optional(),
  /** the desk's clock when the operator acted */
  at: timeSchema,
  payload: z.unknown(),
});
export type OpEnvelope = z.infer<typeof opEnvelopeSchema>;

/** The action's name when the op is one of the lifecycle's, else null. */
export function caseActionOf(kind: OpKind): CaseActionName | null {
  if (!kind.startsWith('case.')) return null;
  const name = kind.slice('case.'.length);
  return name in CASE_ACTION_PAYLOADS ? (name as CaseActionName) : null;
}

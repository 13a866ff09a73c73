import { z } from 'zod';
import { CASE_SOURCES, type CaseActionName, type CaseActions, TIERS, URGENCIES } from '../domain/case.ts';
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
import { COMMAND_OPS } from './commands.ts';
import { INTERCOM_OPS } from './intercom.ts';
import { MUSTER_OPS } from './musters.ts';
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

const caseActionPayloads = {
  accept: z.object({ note }),
  reject: z.object({ reason }),
  merge: z.object({ intoId: idSchema, reason: reason.optional() }),
  'order-check': z.object({ workerIds: workerIds.min(1), note }),
  settle: z.object({ note: noteSchema, media }),
  dispatch: z.object({
    departmentId: codeSchema.optional(),
    workerIds: workerIds.optional(),
    dueAt: timeSchema.optional(),
    note,
  }),
  start: z.object({ note }),
  return: z.object({ reason }),
  'report-back': z.object({ note: noteSchema, media }),
  'request-extension': z.object({ until: timeSchema, reason }),
  'grant-extension': z.object({ until: timeSchema.optional(), note }),
  'refuse-extension': z.object({ reason }),
  suspend: z.object({ reason, reviewAt: timeSchema }),
  resume: z.object({ note }),
  'send-to-verify': z.object({ workerId: codeSchema, note }),
  'verify-pass': z.object({ note, media }),
  'verify-fail': z.object({ reason, media }),
  evaluate: z.object({ satisfaction: z.number().int().min(1).max(5), note, personal }),
  reopen: z.object({ reason }),
  escalate: z.object({ reason }),
  'answer-escalation': z.object({ outcome: z.enum(['handled', 'back']), note: noteSchema }),
  cancel: z.object({ reason }),
  supervise: z.object({
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    note,
    dueAt: timeSchema.optional(),
  }),
  'release-supervision': z.object({ note }),
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
  ...COMMAND_OPS,
  ...MUSTER_OPS,
  ...INTERCOM_OPS,
  ...VIDEO_OPS,
  'shift.open': z.object({ note }),
  'shift.note': z.object({ shiftId: idSchema, text: noteSchema.min(1) }),
  'shift.hand-over': z.object({ shiftId: idSchema, toUserId: codeSchema, note }),
  'wall.cue': z.object({
    wallId: z.string().max(100),
    scene: z.string().max(50),
    args: z.record(z.string(), z.json()),
  }),
  'contact.reveal': z.object({ reason }),
  'trail.look-up': z.object({ workerId: codeSchema, from: timeSchema, to: timeSchema, reason }),
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
  'wall.cue': ['shift-lead'],
  'contact.reveal': ['intake', 'dispatcher', 'verifier', 'shift-lead'],
  'trail.look-up': ['shift-lead'],
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

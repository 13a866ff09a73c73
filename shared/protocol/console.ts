import { z } from 'zod';
import type { Role } from '../domain/roles.ts';
import { ackSchema, codeSchema, crsSchema, idSchema, latSchema, lonSchema, noteSchema, timeSchema } from './common.ts';
import { recipientCountsSchema, recipientsSchema } from './commands.ts';
import { ENTITY_NAMES, type EntityName, userSchema } from './entities.ts';
import { contactSchema, opEnvelopeSchema } from './ops.ts';
import { floorEventSchema, floorReleaseSchema } from './intercom.ts';
import { type EventRow, GATEWAY_TO_TERMINAL, TERMINAL_TO_GATEWAY } from './terminal.ts';
import { videoEndedSchema } from './video.ts';

/** Namespace `/console`: what a station says and hears. */

export const cursorSchema = z.object({ epoch: z.string().min(1).max(64), seq: z.number().int().min(0) });
export type Cursor = z.infer<typeof cursorSchema>;

export const consoleAuthSchema = z.object({
  protocol: z.literal(1),
  token: z.string().min(1),
  consoleId: z.string().min(1).max(100),
  cursor: cursorSchema.optional(),
});

export const limitsSchema = z.object({
  /** most rows of one `sync` or `snapshot` answer */
  pageRows: z.number().int().min(1),
  /** most `delta`s the gateway keeps unacknowledged */
  deltaWindow: z.number().int().min(1),
  /** bytes */
  mediaBytes: z.number().int().min(1),
  /** events a connection may send a second */
  eventsPerSecond: z.number().int().min(1),
  /** ms: the gateway says something at least this often; a console that hears nothing for long over it is alone */
  heartbeatMs: z.number().int().min(250).max(60_000).optional(),
});
export const consoleWelcomeSchema = z.object({
  serverTime: timeSchema,
  epoch: z.string(),
  seq: z.number().int().min(0),
  user: userSchema,
  limits: limitsSchema,
});
export type ConsoleWelcome = z.infer<typeof consoleWelcomeSchema>;

export const entityNameSchema = z.enum(ENTITY_NAMES as [EntityName, ...EntityName[]]);

/**
 * One change of the ordered log. `entity` may be one that only a newer gateway knows; `value` is checked against the
 * entity's own schema where it is applied. Whoever cannot read a change passes over it.
 */
export const changeSchema = z.object({
  seq: z.number().int().min(1),
  entity: z.string().min(1).max(64),
  id: z.string().min(1).max(200),
  version: z.number().int().min(0),
  op: z.enum(['put', 'del']),
  value: z.unknown().optional(),
});
export type AnyChange = z.infer<typeof changeSchema>;
/** A change of an entity of this version. */
export type Change = AnyChange & { entity: EntityName };

export const deltaSchema = z.object({
  epoch: z.string(),
  /** seq of the first change */
  from: z.number().int(),
  /** seq of the last change */
  to: z.number().int(),
  changes: z.array(changeSchema),
});
export type Delta = z.infer<typeof deltaSchema>;

export const syncAckSchema = ackSchema({
  changes: z.array(changeSchema),
  to: z.number().int(),
  more: z.boolean(),
  /** the gateway's clock when it answered; older gateways do not say */
  serverTime: timeSchema.optional(),
});
export const snapshotRowSchema = z.object({
  id: z.string().min(1).max(200),
  version: z.number().int().min(0),
  value: z.unknown(),
});
export const snapshotAckSchema = ackSchema({
  rows: z.array(snapshotRowSchema),
  next: z.string().optional(),
  seq: z.number().int().min(0),
  /** with `count`: how many rows the entity has; older gateways do not say */
  total: z.number().int().min(0).optional(),
});
export const opAckSchema = ackSchema({ seq: z.number().int().min(0), result: z.unknown().optional() });
export type OpAck = z.infer<typeof opAckSchema>;

export const QUERY_KINDS = [
  'cases',
  'case-events',
  'trail',
  'trails',
  'trail-near',
  'media',
  'audit',
  'recipients',
  'routes',
  'listeners',
  'dropped-positions',
] as const;
/** What is audited: every look into personal data. The name is that of the op. */
export const AUDIT_KINDS = [
  'contact.reveal',
  'contact.export',
  'trail.look-up',
  'trail.district',
  'trail.export',
  'recording.listen',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
export const querySchema = z.object({
  kind: z.enum(QUERY_KINDS),
  caseId: idSchema.optional(),
  /** of `trail`; of `dropped-positions` whose (none: of all workers in sum; rows: `droppedPositionsSchema`) */
  workerId: codeSchema.optional(),
  /** of `audit`: which looks, at what (a case's or worker's id), by whom */
  audit: z
    .object({
      kind: z.enum(AUDIT_KINDS).optional(),
      subject: z.string().min(1).max(100).optional(),
      actorId: codeSchema.optional(),
    })
    .optional(),
  /** of `recipients`: whom a command would go to, and how far they are from a place */
  recipients: recipientsSchema.optional(),
  place: z.object({ lon: lonSchema, lat: latSchema }).optional(),
  /** of `trail-near`: how near to the place, metres */
  radius: z.number().min(1).max(5000).optional(),
  /** of `routes`: whose ways to the place */
  workerIds: z.array(codeSchema).min(1).max(200).optional(),
  /** of `listeners`: who hears the channel now (rows: `listenerSchema`) */
  channelId: codeSchema.optional(),
  text: z.string().max(200).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  after: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(1000).optional(),
});
/** A row of `query` of kind `audit`: one look into personal data. */
export const auditRowSchema = z.object({
  id: idSchema,
  at: timeSchema,
  kind: z.string(),
  actor: z.object({ id: z.string(), name: z.string() }),
  /** case or worker looked at, by id and by what a person knows it by */
  subject: z.object({ id: z.string(), label: z.string() }),
  reason: z.string(),
  /** of a trail: the time looked at */
  from: timeSchema.optional(),
  to: timeSchema.optional(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;
/** Who may see who looked. */
export const AUDIT_ROLES: readonly Role[] = ['shift-lead', 'supervisor', 'admin'];

/** The answer to `contact.reveal`. An older centre tells contact and texts once, and answers the same op again without them. */
export const revealResultSchema = z.object({
  caseId: idSchema,
  /** when it was told first, by the centre's clock */
  at: timeSchema.optional(),
  contact: contactSchema.nullable().optional(),
  /** texts marked personal, by the history line that holds their stand-in */
  texts: z.array(z.object({ eventId: idSchema, text: noteSchema })).optional(),
});

export const exportedContactSchema = contactSchema.extend({ caseId: idSchema });
export type ExportedContact = z.infer<typeof exportedContactSchema>;
/** The answer to `contact.export`: those of the cases that have a contact. */
export const exportResultSchema = z.object({ at: timeSchema, contacts: z.array(exportedContactSchema) });

export const fleetWatchSchema = z.object({
  bbox: z.tuple([lonSchema, latSchema, lonSchema, latSchema]).optional(),
  zoom: z.number().min(0).max(24).optional(),
  all: z.boolean().optional(),
});

export const CONSOLE_TO_GATEWAY = {
  sync: {
    payload: cursorSchema.extend({ limit: z.number().int().min(1).max(5000) }),
    ack: syncAckSchema,
  },
  snapshot: {
    payload: z.object({
      entity: entityNameSchema,
      after: z.string().max(200).optional(),
      limit: z.number().int().min(1).max(5000),
      /** asks for `total` as well */
      count: z.boolean().optional(),
    }),
    ack: snapshotAckSchema,
  },
  op: { payload: opEnvelopeSchema, ack: opAckSchema },
  query: {
    payload: querySchema,
    ack: ackSchema({
      rows: z.array(z.unknown()),
      next: z.string().optional(),
      /** of `recipients`: how many there are on all pages, by how they would be reached */
      counts: recipientCountsSchema.optional(),
    }),
  },
  'fleet:watch': { payload: fleetWatchSchema, ack: ackSchema({}) },
  /** what time it is at the centre; older gateways answer `invalid`, as to any event they do not know */
  clock: { payload: z.object({}), ack: ackSchema({ serverTime: timeSchema }) },
  'floor:request': TERMINAL_TO_GATEWAY['floor:request'],
  'floor:release': TERMINAL_TO_GATEWAY['floor:release'],
  /** ends whoever talks on a channel */
  'floor:overrule': { payload: floorReleaseSchema, ack: ackSchema({}) },
  /**
   * The channels whose voice this console wants, all of them at once; who talks on any channel it is told anyhow. Until it has
   * said so it gets the voice of every channel. The answer names the talks that run.
   */
  'channel:join': {
    payload: z.object({ channelIds: z.array(codeSchema).max(500) }),
    ack: ackSchema({ talks: z.array(floorEventSchema) }),
  },
  voice: TERMINAL_TO_GATEWAY.voice,
  'video:invite': {
    payload: z.object({
      sessionId: idSchema,
      workerId: codeSchema,
      kind: z.enum(['camera', 'screen']),
      /** what it is wanted for, in the operator's words */
      reason: z.string().max(500).optional(),
    }),
    ack: ackSchema({}),
  },
  'video:end': TERMINAL_TO_GATEWAY['video:end'],
  'video:signal': { ...TERMINAL_TO_GATEWAY['video:signal'] },
  'video:servers': { ...TERMINAL_TO_GATEWAY['video:servers'] },
} as const satisfies Record<string, EventRow>;

/** An emergency call of a worker, pushed to every console. */
export const sosNoticeSchema = z.object({
  id: idSchema,
  workerId: codeSchema,
  at: timeSchema,
  lon: lonSchema,
  lat: latSchema,
  crs: crsSchema.optional(),
});

export const GATEWAY_TO_CONSOLE = {
  welcome: { payload: consoleWelcomeSchema },
  delta: { payload: deltaSchema, ack: z.object({ seq: z.number().int() }) },
  fleet: { payload: z.instanceof(Uint8Array), binary: true },
  /** every `limits.heartbeatMs`, whatever else is said */
  heartbeat: { payload: z.object({ serverTime: timeSchema }) },
  'wall:cue': {
    payload: z.object({ wallId: z.string(), scene: z.string(), args: z.record(z.string(), z.json()) }),
  },
  notice: {
    payload: z.object({
      level: z.enum(['info', 'warning', 'alarm']),
      code: z.string(),
      message: z.string(),
      sos: sosNoticeSchema.optional(),
      /** of `command-voice-call` and `command-no-answer`: the command, and the first of those who owe an answer */
      command: z.object({ id: idSchema, workerIds: z.array(codeSchema).max(20), count: z.number().int() }).optional(),
    }),
  },
  'floor:taken': { payload: floorEventSchema },
  'floor:idle': { payload: floorEventSchema },
  'floor:granted': { payload: floorEventSchema },
  'floor:revoked': { payload: floorEventSchema },
  'floor:queued': { payload: floorEventSchema },
  'floor:warned': { payload: floorEventSchema },
  voice: GATEWAY_TO_TERMINAL.voice,
  /** a terminal of the worker has the invitation and rings */
  'video:ringing': { payload: z.object({ sessionId: idSchema }) },
  'video:answer': { payload: TERMINAL_TO_GATEWAY['video:answer'].payload },
  /** the session is over, and not by this console's doing */
  'video:ended': { payload: videoEndedSchema },
  'video:signal': { payload: TERMINAL_TO_GATEWAY['video:signal'].payload },
} as const satisfies Record<string, EventRow>;

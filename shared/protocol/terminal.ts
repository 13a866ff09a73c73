import { z } from 'zod';
import { welfareAckSchema, welfareSaidSchema, welfareToldSchema } from './alarms.ts';
import {
  ackSchema,
  codeSchema,
  crsSchema,
  idSchema,
  latSchema,
  lonSchema,
  mediaListSchema,
  noteSchema,
  timeSchema,
  titleSchema,
} from './common.ts';
import { commandFieldsSchema } from './commands.ts';
import {
  callBackRequestSchema,
  floorAnswer,
  floorEventSchema,
  floorReleaseSchema,
  floorRequestSchema,
  terminalChannelSchema,
} from './intercom.ts';
import { dropCountsSchema } from './positions.ts';
import { ICE_SERVERS_ROW, videoAnswerSchema, videoEndSchema, videoInviteSchema, videoSignalSchema } from './video.ts';
import { URGENCIES } from '../domain/case.ts';

/** Namespace `/terminal`: what a worker's handheld says and hears. Names are fixed for version 1. */

export const deviceSchema = z.object({
  id: z.string().min(1).max(100),
  model: z.string().max(100),
  app: z.string().max(100),
});
export const terminalAuthSchema = z.object({ protocol: z.literal(1), token: z.string().min(1), device: deviceSchema });

export const positionSchema = z.object({
  t: timeSchema,
  lon: lonSchema,
  lat: latSchema,
  crs: crsSchema.optional(),
  /** metres */
  accuracy: z.number().min(0).max(100_000).optional(),
  /** metres per second */
  speed: z.number().min(0).max(150).optional(),
  /** degrees clockwise from north */
  heading: z.number().min(0).max(360).optional(),
  /** percent */
  battery: z.number().min(0).max(100).optional(),
});
export type Position = z.infer<typeof positionSchema>;
export const positionPayloadSchema = z.union([positionSchema, z.array(positionSchema).min(1).max(500)]);

export const reportSchema = z.object({
  id: idSchema,
  category: codeSchema,
  title: titleSchema,
  text: noteSchema.optional(),
  at: timeSchema,
  lon: lonSchema,
  lat: latSchema,
  crs: crsSchema.optional(),
  address: z.string().max(300).optional(),
  urgency: z.enum(URGENCIES).optional(),
  media: mediaListSchema.optional(),
  /** id of an earlier case that this tells of once more: a complaint about it, or, where nobody works on it, a new case */
  complainsOf: idSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;

/** What a terminal may say of a command; `delivered` is the acknowledgement of `command` itself. */
export const receiptPayloadSchema = z.object({
  commandId: idSchema,
  state: z.enum(['read', 'accepted', 'declined', 'arrived', 'done', 'failed']),
  at: timeSchema,
  note: noteSchema.optional(),
  lon: lonSchema.optional(),
  lat: latSchema.optional(),
  media: mediaListSchema.optional(),
  /** id of the reply choice that was tapped */
  reply: codeSchema.optional(),
});
export type ReceiptPayload = z.infer<typeof receiptPayloadSchema>;

export const terminalCaseActionSchema = z.object({
  id: idSchema,
  caseId: idSchema,
  action: z.enum(['start', 'return', 'report-back', 'verify-pass', 'verify-fail', 'settle']),
  at: timeSchema,
  note: noteSchema.optional(),
  media: mediaListSchema.optional(),
});
export type TerminalCaseAction = z.infer<typeof terminalCaseActionSchema>;

const plainAck = ackSchema({});

/** One row of the protocol page: payload and, where there is one, acknowledgement. */
export interface EventRow {
  payload: z.ZodType;
  ack?: z.ZodType;
  /** binary frames are checked by their own decoder */
  binary?: true;
}

export const TERMINAL_TO_GATEWAY = {
  position: {
    payload: positionPayloadSchema,
    /** `dropped`: how many were not taken, by reason; absent: none */
    ack: ackSchema({ accepted: z.number().int(), dropped: dropCountsSchema.optional() }),
  },
  report: { payload: reportSchema, ack: ackSchema({ caseId: idSchema }) },
  receipt: { payload: receiptPayloadSchema, ack: plainAck },
  'case:action': { payload: terminalCaseActionSchema, ack: ackSchema({ state: z.string() }) },
  duty: { payload: z.object({ on: z.boolean(), at: timeSchema }), ack: plainAck },
  sos: {
    payload: z.object({ id: idSchema, at: timeSchema, lon: lonSchema, lat: latSchema, crs: crsSchema.optional() }),
    ack: plainAck,
  },
  /** starts or ends the worker's own timer, or says that all is well */
  welfare: { payload: welfareSaidSchema, ack: welfareAckSchema },
  /** the way along the streets from where the terminal was last seen */
  route: {
    payload: z.object({ to: z.object({ lon: lonSchema, lat: latSchema }) }),
    ack: ackSchema({ line: z.array(z.tuple([lonSchema, latSchema])), meters: z.number().min(0) }),
  },
  'floor:request': {
    payload: floorRequestSchema,
    ack: ackSchema(floorAnswer),
  },
  'floor:release': { payload: floorReleaseSchema, ack: plainAck },
  /** asks the centre to call: the same id again is the same wish */
  'call-back': { payload: callBackRequestSchema, ack: plainAck },
  voice: { payload: z.instanceof(Uint8Array), binary: true },
  'video:answer': { payload: videoAnswerSchema, ack: plainAck },
  /** the worker ends what was accepted */
  'video:end': { payload: videoEndSchema, ack: plainAck },
  'video:signal': { payload: videoSignalSchema, ack: plainAck },
  /** the centre's STUN and TURN servers; none: both sides are in one network */
  'video:servers': ICE_SERVERS_ROW,
} as const satisfies Record<string, EventRow>;

export const terminalWelcomeSchema = z.object({
  serverTime: timeSchema,
  terminalId: z.string(),
  workerId: codeSchema,
  channels: z.array(terminalChannelSchema),
  pending: z.number().int(),
});
export type TerminalWelcome = z.infer<typeof terminalWelcomeSchema>;

/** Asks again for the answer to a command the terminal has: 1 as it came, 2 louder, 3 until somebody touches it. */
export const commandRemindSchema = z.object({
  id: idSchema,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
});
export const commandCancelSchema = z.object({ id: idSchema, reason: z.string() });

export const GATEWAY_TO_TERMINAL = {
  welcome: { payload: terminalWelcomeSchema },
  command: { payload: commandFieldsSchema, ack: plainAck },
  'command:cancel': { payload: commandCancelSchema, ack: plainAck },
  'command:remind': { payload: commandRemindSchema, ack: plainAck },
  /** the worker's timer has changed, or asks to be answered */
  welfare: { payload: welfareToldSchema },
  'floor:taken': { payload: floorEventSchema },
  'floor:idle': { payload: floorEventSchema },
  'floor:granted': { payload: floorEventSchema },
  'floor:revoked': { payload: floorEventSchema },
  'floor:queued': { payload: floorEventSchema },
  'floor:warned': { payload: floorEventSchema },
  /** the terminal's channels have changed: these are all of them */
  channels: { payload: z.object({ channels: z.array(terminalChannelSchema) }) },
  voice: { payload: z.instanceof(Uint8Array), binary: true },
  'video:invite': { payload: videoInviteSchema, ack: plainAck },
  'video:end': { payload: videoInviteSchema, ack: plainAck },
  'video:signal': { payload: videoSignalSchema },
} as const satisfies Record<string, EventRow>;

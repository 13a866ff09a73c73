import { z } from 'zod';
import { ackSchema, codeSchema, idSchema, latSchema, lonSchema } from './common.ts';

/** Video on the wire: sources, invitations, and the verbs of a camera that can turn. Media themselves never pass here. */

export const STREAM_KINDS = ['whep', 'hls', 'flv', 'jpeg'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];
/**
 * Where a picture is to be had: WHEP (WebRTC), HLS, FLV over HTTP, or single pictures. `url` is `http:` or `https:`; one that
 * begins with `/` is the gateway's own, and is asked for with the console's token.
 */
export const streamSchema = z.object({ kind: z.enum(STREAM_KINDS), url: z.string().min(1).max(2000) });
export type Stream = z.infer<typeof streamSchema>;
export const streamsSchema = z.array(streamSchema).max(8);

export const videoSourceSchema = z.object({
  /** of a camera its GB/T 28181 id where it has one */
  id: codeSchema,
  version: z.number().int().min(0),
  name: z.string(),
  kind: z.enum(['camera', 'terminal', 'screen']),
  lon: lonSchema,
  lat: latSchema,
  gridCode: z.string(),
  /** in the order in which they are to be tried; none: it is known, and not connected */
  streams: z.array(streamSchema),
  /** where it looks, degrees clockwise from north; absent: nobody knows, or it looks all around */
  heading: z.number().min(0).max(360).optional(),
  /** how wide it looks, degrees */
  view: z.number().min(1).max(360).optional(),
  /** how far it sees something worth seeing, metres */
  range: z.number().min(1).max(10_000).optional(),
  /** it can be turned */
  ptz: z.boolean().optional(),
  presets: z
    .array(z.object({ id: codeSchema, name: z.string().max(100) }))
    .max(100)
    .optional(),
});
export type VideoSource = z.infer<typeof videoSourceSchema>;

export const videoAnswerSchema = z.object({
  sessionId: idSchema,
  accept: z.boolean(),
  reason: z.string().max(500).optional(),
  streams: streamsSchema.optional(),
});
/** An SDP description or an ICE candidate (WebRTC), passed through unread. */
export const videoSignalSchema = z.object({
  sessionId: idSchema,
  description: z.object({ type: z.string().max(20), sdp: z.string().max(100_000) }).optional(),
  candidate: z.record(z.string(), z.json()).optional(),
});
export type VideoSignal = z.infer<typeof videoSignalSchema>;

const ICE_URL = /^(?:stuns?|turns?):(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/i;
/** An address of STUN (RFC 7064) or TURN (RFC 7065). */
export const iceUrlSchema = z.string().max(300).regex(ICE_URL, 'stun:host:port or turn:host:port?transport=udp');
/** Where a side finds out how it is seen from outside (STUN), or is relayed (TURN, with what to sign in with). */
export const iceServerSchema = z.object({
  urls: z.array(iceUrlSchema).min(1).max(8),
  username: z.string().max(500).optional(),
  credential: z.string().max(500).optional(),
});
export type IceServer = z.infer<typeof iceServerSchema>;
/** Asked before each connection: what to sign in with may be good for an hour only. */
export const ICE_SERVERS_ROW = {
  payload: z.object({}),
  ack: ackSchema({ servers: z.array(iceServerSchema).max(16) }),
} as const;

/** Of `video:invite` and `video:end`, as a terminal hears them. */
export const videoInviteSchema = z.object({
  sessionId: idSchema,
  from: z.string(),
  kind: z.enum(['camera', 'screen']),
  reason: z.string().optional(),
});
export const videoEndSchema = z.object({ sessionId: idSchema, reason: z.string().max(500).optional() });

/** Why a session was ended by the centre or the worker. */
export const VIDEO_END_CODES = ['worker-ended', 'terminal-lost', 'no-answer'] as const;
export const videoEndedSchema = z.object({
  sessionId: idSchema,
  code: z.enum(VIDEO_END_CODES),
  reason: z.string().max(500).optional(),
});

export const PTZ_MOVES = [
  'left',
  'right',
  'up',
  'down',
  'zoom-in',
  'zoom-out',
  'focus-near',
  'focus-far',
  'stop',
] as const;
export type PtzMove = (typeof PTZ_MOVES)[number];
/** Turns a camera, or sends it to a place it knows by name. */
export const ptzSchema = z.union([
  z.object({ verb: z.enum(PTZ_MOVES), speed: z.number().min(0.1).max(1).optional() }),
  z.object({ verb: z.literal('preset'), preset: codeSchema }),
]);
export type Ptz = z.infer<typeof ptzSchema>;

/** `entityId` is the source's id. */
export const VIDEO_OPS = { 'video.ptz': ptzSchema } as const;

import { z } from 'zod';
import { FLOOR_REASONS } from '../domain/floor.ts';
import { codeSchema, idSchema, latSchema, lonSchema, timeSchema } from '../protocol/common.ts';
import { CHANNEL_KINDS, callBackSchema, listenerSchema } from '../protocol/intercom.ts';

/**
 * The intercom between a station and its windows. The station joins channels, asks for the floor, and records; one window, its
 * `ear`, has the microphone and the loudspeakers. Voice travels beside birpc on the same port as `VoiceMessage`s, which carry
 * the wire's own frames (`protocol/voiceFrame.ts`) and never touch a database or React.
 */

/** A frame of voice on a window's port, in either direction. */
export interface VoiceMessage {
  t: 'voice';
  frame: Uint8Array;
}
export function isVoiceMessage(message: unknown): message is VoiceMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    't' in message &&
    message.t === 'voice' &&
    'frame' in message &&
    message.frame instanceof Uint8Array
  );
}

/** How this desk stands to a channel's floor. `denied` and `revoked` stand for a few seconds, with `code`. */
export const MY_FLOOR = ['none', 'asking', 'queued', 'granted', 'ending', 'denied', 'revoked'] as const;

export const radioChannelSchema = z.object({
  id: codeSchema,
  index: z.number().int(),
  name: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  priority: z.number().int(),
  gridCode: z.string().nullable(),
  caseId: idSchema.nullable(),
  musterId: idSchema.nullable(),
  /** this operator opened it, or may close it */
  mayClose: z.boolean(),
  /** its voice is heard and recorded here */
  joined: z.boolean(),
  /** who talks, from the centre's word; null: nobody */
  talk: z
    .object({
      talker: z.object({ id: codeSchema, name: z.string(), kind: z.string() }),
      streamId: z.number().int(),
      transmissionId: idSchema.nullable(),
      since: timeSchema,
      emergency: z.boolean(),
      /** this desk's own */
      mine: z.boolean(),
    })
    .nullable(),
  mine: z.enum(MY_FLOOR),
  code: z.enum(FLOOR_REASONS).nullable(),
  /** place in the queue while `queued`, from 1 */
  position: z.number().int().nullable(),
  /** when the floor is lost, by the centre's clock; null while it is not held */
  endsAt: timeSchema.nullable(),
  /** when somebody was last heard on it */
  heardAt: timeSchema.nullable(),
});
export type RadioChannel = z.infer<typeof radioChannelSchema>;

export const radioViewSchema = z.object({
  /** why nobody can talk now; null: they can */
  silent: z.enum(['alone', 'no-role', 'no-channel', 'not-signed-in']).nullable(),
  /** by priority, then name */
  channels: z.array(radioChannelSchema),
  /** the window that asks is the one with microphone and loudspeakers */
  ear: z.boolean(),
});
export type RadioView = z.infer<typeof radioViewSchema>;

/** Who is named on a channel; whose grid, team or role it is are not among them. */
export const radioMembersSchema = z.object({
  workers: z.array(z.object({ id: codeSchema, name: z.string() })),
  userIds: z.array(z.string()),
  teamIds: z.array(z.string()),
  roles: z.array(z.string()),
});

export const recordingSchema = z.object({
  /** of the transmission, or of this desk where the centre told none */
  id: z.string(),
  channelId: codeSchema,
  channelName: z.string(),
  talker: z.object({ id: codeSchema, name: z.string(), kind: z.string() }),
  startedAt: timeSchema,
  /** null while it runs */
  endedAt: timeSchema.nullable(),
  emergency: z.boolean(),
  lon: lonSchema.nullable(),
  lat: latSchema.nullable(),
  caseId: idSchema.nullable(),
  /** ms of sound that are kept here; 0: only the centre's word of it */
  soundMs: z.number().int(),
  /** when the sound begins: later than the talk for whoever joined late; null without sound */
  soundAt: timeSchema.nullable(),
  /** this desk was cut off in the middle, or stopped: what came after is missing */
  cut: z.boolean(),
  bytes: z.number().int(),
  /** SHA-256 of the file, in hex; null while it runs or without sound */
  sha256: z.string().nullable(),
  /** frames that were lost on the way */
  lost: z.number().int(),
});
export type Recording = z.infer<typeof recordingSchema>;

export const RADIO_FEEDS = {
  radio: { input: z.object({}), output: radioViewSchema, topics: ['radio'] },
  /** talks, newest first, with the sound that this desk has of them */
  'recording.list': {
    input: z.object({
      channelId: codeSchema.optional(),
      caseId: idSchema.optional(),
      talkerId: codeSchema.optional(),
      /** in the names of talker and channel */
      text: z.string().max(100).optional(),
      from: timeSchema.optional(),
      to: timeSchema.optional(),
      /** the last row of the page before */
      after: z.object({ startedAt: timeSchema, id: z.string().max(100) }).optional(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ rows: z.array(recordingSchema), more: z.boolean() }),
    topics: ['recordings'],
  },
  /** Ogg/Opus; refused when the file is gone or does not have its digest any more */
  'recording.sound': {
    input: z.object({
      id: z.string().max(100),
      /** what for: it is written down who listened and who took a copy */
      use: z.enum(['listen', 'export']).optional(),
    }),
    output: z.object({ mime: z.string(), bytes: z.instanceof(Uint8Array) }),
    topics: [],
  },
  /** workers who wait for a call, the longest waiting first, then the last who were called */
  'call-back.list': { input: z.object({}), output: z.array(callBackSchema), topics: ['radio', 'outbox'] },
  /** who hears a channel now; waits for the network */
  /** commands without an answer whose workers are to be called, the latest last: `count` in all, the first of them by name */
  'radio.voice-calls': {
    input: z.object({}),
    output: z.array(
      z.object({
        commandId: idSchema,
        title: z.string(),
        at: timeSchema,
        count: z.number().int(),
        workers: z.array(z.object({ id: codeSchema, name: z.string() })),
      }),
    ),
    topics: ['radio'],
  },
  /** who is named on a channel, workers by name */
  'radio.members': {
    input: z.object({ channelId: codeSchema }),
    output: radioMembersSchema,
    topics: ['radio', 'workers'],
  },
  'radio.listeners': { input: z.object({ channelId: codeSchema }), output: z.array(listenerSchema), topics: ['radio'] },
} as const;

/** Asks for the floor of these channels at once; a channel that is not joined is joined. */
export const talkSchema = z.object({ channelIds: z.array(codeSchema).min(1).max(16), emergency: z.boolean() });
export type Talk = z.infer<typeof talkSchema>;

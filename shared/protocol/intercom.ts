import { z } from 'zod';
import { ACTOR_KINDS } from '../domain/case.ts';
import { OPENED_KINDS } from '../domain/channel.ts';
import { FLOOR_REASONS } from '../domain/floor.ts';
import {
  codeSchema,
  crsSchema,
  idSchema,
  latSchema,
  lonSchema,
  noteSchema,
  timeSchema,
  titleSchema,
} from './common.ts';

/**
 * The intercom on the wire: channels, talks, calls for an answer, floor control. Voice itself is `voiceFrame.ts`. What
 * is optional here was added to version 1: an older side leaves it out.
 */

export const CHANNEL_KINDS = ['all-call', 'grid', 'team', 'role', 'incident', 'ad-hoc', 'direct'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
const actorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
/** Who belongs to a channel beside the workers of its grid; whoever is named by one of these does. */
export const channelMembersSchema = z.object({
  workerIds: z.array(codeSchema).max(2000).optional(),
  teamIds: z.array(z.string().min(1).max(64)).max(200).optional(),
  roles: z.array(z.string().min(1).max(64)).max(20).optional(),
  userIds: z.array(codeSchema).max(100).optional(),
});
export type ChannelMembers = z.infer<typeof channelMembersSchema>;

export const channelSchema = z.object({
  id: codeSchema,
  version: z.number().int().min(0),
  name: z.string(),
  /** higher speaks over lower where one person hears several */
  priority: z.number().int(),
  /** workers whose grid begins with it belong to the channel; null with `kind` `grid` or none: everybody does */
  gridCode: z.string().nullable(),
  kind: z.enum(CHANNEL_KINDS).optional(),
  /** `channelIndex` of voice frames; no two open channels share one */
  index: z.number().int().min(0).max(65_535).optional(),
  members: channelMembersSchema.optional(),
  caseId: idSchema.nullable().optional(),
  musterId: idSchema.nullable().optional(),
  openedBy: actorSchema.optional(),
  closedAt: timeSchema.nullable().optional(),
});
export type Channel = z.infer<typeof channelSchema>;

/** One talk: from the grant of the floor to its end. Its sound is kept by the desks that heard it. */
export const transmissionSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  channelId: codeSchema,
  talker: actorSchema,
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  mediaId: idSchema.nullable(),
  streamId: z.number().int().min(0).optional(),
  emergency: z.boolean().optional(),
  endedBy: z.enum([...FLOOR_REASONS, 'released']).optional(),
  /** where the talker was when it began */
  lon: lonSchema.optional(),
  lat: latSchema.optional(),
  caseId: idSchema.nullable().optional(),
});
export type Transmission = z.infer<typeof transmissionSchema>;

/** A worker asks the centre to call: waits until an operator answers. */
export const callBackSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  workerId: codeSchema,
  workerName: z.string(),
  channelId: codeSchema.nullable(),
  at: timeSchema,
  note: noteSchema,
  lon: lonSchema.optional(),
  lat: latSchema.optional(),
  answeredAt: timeSchema.nullable(),
  answeredBy: actorSchema.nullable(),
});
export type CallBack = z.infer<typeof callBackSchema>;

export const INTERCOM_OPS = {
  'channel.open': z.object({
    channelId: idSchema,
    name: titleSchema.max(60),
    kind: z.enum(OPENED_KINDS),
    members: channelMembersSchema,
    caseId: idSchema.optional(),
    musterId: idSchema.optional(),
  }),
  'channel.members': z.object({
    channelId: codeSchema,
    add: channelMembersSchema.optional(),
    remove: channelMembersSchema.optional(),
  }),
  'channel.close': z.object({ channelId: codeSchema }),
  'call-back.answer': z.object({ callBackId: idSchema }),
  /**
   * A look into what somebody said: audited. Not for what the operator said themselves, or heard here a short while ago. What the
   * centre has no talk of (an older one told none) is audited all the same.
   */
  'recording.listen': z.object({
    recordingId: idSchema,
    talkerId: codeSchema,
    /** when it was said */
    from: timeSchema,
    to: timeSchema,
    use: z.enum(['listen', 'export']),
  }),
  /** ties a talk to a case, or with null takes the tie away */
  'transmission.link': z.object({ transmissionId: idSchema, caseId: idSchema.nullable() }),
} as const satisfies Record<string, z.ZodType>;

const talkerSchema = z.object({ id: codeSchema, name: z.string(), kind: z.string() });
/** `floor:taken`, `floor:idle`, `floor:granted`, `floor:revoked`, `floor:queued`, `floor:warned`. */
export const floorEventSchema = z.object({
  channelId: codeSchema,
  talker: talkerSchema.optional(),
  /** in words */
  reason: z.string().optional(),
  /** of `floor:revoked` and a denied request */
  code: z.enum(FLOOR_REASONS).optional(),
  /** of `floor:taken` and `floor:granted`: what the frames of this talk carry */
  streamId: z.number().int().min(0).optional(),
  channelIndex: z.number().int().min(0).max(65_535).optional(),
  transmissionId: idSchema.optional(),
  since: timeSchema.optional(),
  emergency: z.boolean().optional(),
  /** of `floor:taken` to a terminal: so many listen that voice comes in bundles of so many ms, hold it back as long */
  bundleMs: z.number().int().optional(),
  /** of `floor:granted`: ms the talk may last */
  talkMs: z.number().int().optional(),
  /** of `floor:queued`: from 1 */
  position: z.number().int().min(1).optional(),
  /** of `floor:warned`: ms until the floor is lost */
  graceMs: z.number().int().optional(),
});
export type FloorEvent = z.infer<typeof floorEventSchema>;

export const floorRequestSchema = z.object({ channelId: codeSchema, emergency: z.boolean().optional() });
export const floorReleaseSchema = z.object({ channelId: codeSchema });
/** Fields of the answer to `floor:request` beside `ok`. */
export const floorAnswer = {
  state: z.enum(['granted', 'queued', 'denied']),
  position: z.number().int().optional(),
  /** of `denied` */
  code: z.enum(FLOOR_REASONS).optional(),
  retryMs: z.number().int().optional(),
  /** of `granted`: as `floor:granted` says */
  streamId: z.number().int().optional(),
  channelIndex: z.number().int().optional(),
  transmissionId: idSchema.optional(),
  talkMs: z.number().int().optional(),
};

/** A channel as a terminal is told of it. */
export const terminalChannelSchema = z.object({
  id: codeSchema,
  name: z.string(),
  priority: z.number().int(),
  index: z.number().int().optional(),
  kind: z.enum(CHANNEL_KINDS).optional(),
});

export const callBackRequestSchema = z.object({
  id: idSchema,
  at: timeSchema,
  channelId: codeSchema.optional(),
  note: noteSchema.optional(),
  lon: lonSchema.optional(),
  lat: latSchema.optional(),
  crs: crsSchema.optional(),
});

/** A row of `query` of kind `listeners`. */
export const listenerSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(['worker', 'operator']) });
export type Listener = z.infer<typeof listenerSchema>;

import { z } from 'zod';
import { LINK_CAUSES, type LinkCause } from '../domain/videoLink.ts';
import { codeSchema, idSchema, latSchema, lonSchema } from '../protocol/common.ts';
import { ptzSchema, STREAM_KINDS, type Stream, videoSignalSchema, type VideoSignal } from '../protocol/video.ts';

/**
 * Video between a station and its windows: which sources there are, what an operator keeps of them, and the words of a session
 * with a worker. Media go from the source to the window that shows them and pass no station.
 */

/** A source as windows know it; streams are `stream:` addresses (`streamRelay.ts`). */
export const videoSourceViewSchema = z.object({
  id: codeSchema,
  name: z.string(),
  kind: z.enum(['camera', 'terminal', 'screen']),
  lon: lonSchema,
  lat: latSchema,
  gridCode: z.string(),
  streams: z.array(z.object({ kind: z.enum(STREAM_KINDS), url: z.string() })),
  /** degrees clockwise from north; null: nobody knows */
  heading: z.number().nullable(),
  /** degrees */
  view: z.number().nullable(),
  /** metres */
  range: z.number().nullable(),
  ptz: z.boolean(),
  presets: z.array(z.object({ id: codeSchema, name: z.string() })),
});
export type VideoSourceView = z.infer<typeof videoSourceViewSchema>;

export const workerTargetSchema = z.object({
  kind: z.literal('worker'),
  workerId: codeSchema,
  name: z.string().max(100),
  media: z.enum(['camera', 'screen']),
  /** what it is about: still images go into its history */
  caseId: idSchema.optional(),
});

/** What a tile shows: a source, or a worker who is asked for it. */
export const videoTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('source'), sourceId: codeSchema }),
  workerTargetSchema,
]);
export type VideoTarget = z.infer<typeof videoTargetSchema>;

/** `big` is one large tile with five or seven small ones beside it, as in any control room. */
export const VIDEO_LAYOUTS = ['1', '4', '9', '16', 'big'] as const;
export type VideoLayout = (typeof VIDEO_LAYOUTS)[number];
export const TILES_OF: Readonly<Record<VideoLayout, number>> = { '1': 1, '4': 4, '9': 9, '16': 16, big: 6 };

const tilesSchema = z.array(videoTargetSchema.nullable()).max(16);
const nameSchema = z.string().trim().min(1).max(50);

/** What an operator keeps of video, on this desk. */
export const videoDeskSchema = z.object({
  layout: z.enum(VIDEO_LAYOUTS).default('4'),
  tiles: tilesSchema.default([]),
  favourites: z.array(codeSchema).max(500).default([]),
  groups: z
    .array(z.object({ id: idSchema, name: nameSchema, sourceIds: z.array(codeSchema).max(200) }))
    .max(50)
    .default([]),
  saved: z
    .array(z.object({ id: idSchema, name: nameSchema, layout: z.enum(VIDEO_LAYOUTS), tiles: tilesSchema }))
    .max(50)
    .default([]),
  /** seconds each page of a patrol stays */
  patrolSeconds: z.number().int().min(5).max(600).default(20),
});
export type VideoDesk = z.infer<typeof videoDeskSchema>;
export const EMPTY_VIDEO_DESK: VideoDesk = videoDeskSchema.parse({});

export const videoAskSchema = z.object({
  sessionId: idSchema,
  workerId: codeSchema,
  media: z.enum(['camera', 'screen']),
  reason: z.string().max(500).optional(),
});
export type VideoAsk = z.infer<typeof videoAskSchema>;
export const videoOverSchema = z.object({ sessionId: idSchema, cause: z.enum(LINK_CAUSES) });
export const videoTurnSchema = z.object({ sourceId: codeSchema, ptz: ptzSchema });
export type VideoTurn = z.infer<typeof videoTurnSchema>;
export { videoSignalSchema };

/** What a window hears of the sessions it began, and of what another window wants it to show. */
export type VideoEvent =
  | { kind: 'ringing'; sessionId: string }
  /** without streams the terminal sends its picture by WebRTC */
  | { kind: 'accepted'; sessionId: string; streams: Stream[] }
  | { kind: 'refused' | 'ended'; sessionId: string; cause: LinkCause; note: string }
  | { kind: 'signal'; signal: VideoSignal }
  | { kind: 'show'; target: VideoTarget };

export const VIDEO_FEEDS = {
  /** every source of the centre, by name */
  'video.sources': { input: z.object({}), output: z.array(videoSourceViewSchema), topics: ['video'] },
  'video.desk': { input: z.object({}), output: videoDeskSchema, topics: ['video'] },
} as const;

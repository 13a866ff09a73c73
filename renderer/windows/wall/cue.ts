import { z } from 'zod';
import { mapShowsSchema } from '#shared/contract/mapView.ts';
import { WALL_SCENES } from '#shared/contract/wallPlan.ts';
import { wallVideoSchema } from '#shared/contract/wallVideo.ts';
import { latSchema, lonSchema } from '#shared/protocol/common.ts';
import type { WindowFunctions } from '#shared/contract/station.ts';
import type { WallEvent } from './scenes.ts';

/** Walls that a cue without a name of its own means. */
const EVERY_WALL = ['', '*', 'all'];

const sceneSchema = z.enum([...WALL_SCENES, 'tour']);
const argsSchema = z.object({
  lon: lonSchema,
  lat: latSchema,
  zoom: z.number().min(0).max(22).optional(),
  title: z.string().max(200).optional(),
  /** one that a wall of this version cannot read is none: the place is shown all the same */
  shows: mapShowsSchema.optional().catch(undefined),
});

/** A desk's cue as an event of the wall called `me`; null when it means another wall or no scene this wall has. */
export function readCue(cue: Parameters<WindowFunctions['cue']>[0], me: string, now: number): WallEvent | null {
  if (cue.wallId !== me && !EVERY_WALL.includes(cue.wallId)) return null;
  const scene = sceneSchema.safeParse(cue.scene);
  if (!scene.success) return null;
  const args = argsSchema.safeParse(cue.args);
  const place = args.success
    ? { ...args.data, id: `cue-${now}`, kind: 'cue' as const, at: now, title: args.data.title ?? '' }
    : null;
  const video = scene.data === 'video' ? wallVideoSchema.safeParse(cue.args).data : undefined;
  return { type: 'cue', scene: scene.data, place, ...(video ? { video } : {}) };
}

import { z } from 'zod';
import { latSchema, lonSchema } from '#shared/protocol/common.ts';
import type { WindowFunctions } from '#shared/contract/station.ts';
import { SCENES, type WallEvent } from './scenes.ts';

/** Walls that a cue without a name of its own means. */
const EVERY_WALL = ['', '*', 'all'];
/** The name this wall answers to, until walls are named in the settings. */
export const WALL_ID = 'wall-1';

const sceneSchema = z.enum([...SCENES, 'tour']);
const argsSchema = z.object({
  lon: lonSchema,
  lat: latSchema,
  zoom: z.number().min(0).max(22).optional(),
  title: z.string().max(200).optional(),
});

/** A desk's cue as an event of the wall; null when it means another wall or no scene this wall has. */
export function readCue(cue: Parameters<WindowFunctions['cue']>[0], now: number): WallEvent | null {
  if (cue.wallId !== WALL_ID && !EVERY_WALL.includes(cue.wallId)) return null;
  const scene = sceneSchema.safeParse(cue.scene);
  if (!scene.success) return null;
  const args = argsSchema.safeParse(cue.args);
  const place = args.success
    ? { ...args.data, id: `cue-${now}`, kind: 'cue' as const, at: now, title: args.data.title ?? '' }
    : null;
  return { type: 'cue', scene: scene.data, place };
}

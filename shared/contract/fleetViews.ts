import { z } from 'zod';
import { codeSchema } from '../protocol/common.ts';
import { droppedPositionsSchema } from '../protocol/positions.ts';

/** More skills than these are not told apart on a map: those that most workers have come first. */
export const MOST_SKILLS = 32;

/**
 * Who the workers of the fleet's table are, in columns by their index: 16,000 of them in a hundred kilobytes. A column holds the place in
 * its list + 1; 0: not known. A worker's skills are bits: that of the list's first is the lowest.
 */
export const workerTraitsSchema = z.object({
  roles: z.array(z.string()),
  teams: z.array(z.object({ id: z.string(), name: z.string() })),
  /** unit grids that somebody belongs to */
  grids: z.array(z.string()),
  skills: z.array(z.string()).max(MOST_SKILLS),
  role: z.instanceof(Uint8Array),
  team: z.instanceof(Uint16Array),
  grid: z.instanceof(Uint16Array),
  skill: z.instanceof(Uint32Array),
});
export type WorkerTraits = z.infer<typeof workerTraitsSchema>;

export const FLEET_FEEDS = {
  /** [ST303] what workers can be told apart by on the map */
  'worker.traits': { input: z.object({}), output: workerTraitsSchema, topics: ['workers', 'catalogue'] },
  /**
   * [ST304] the positions that the centre did not take: of one worker on this duty, or of all in sum. Asks the centre; null: it cannot be
   * asked now, or is an older one that does not say
   */
  'positions.dropped': {
    input: z.object({ workerId: codeSchema.optional() }),
    output: droppedPositionsSchema.nullable(),
    topics: [],
  },
} as const;

import { z } from 'zod';
import { droppedPositionsSchema } from '#shared/protocol/positions.ts';
import type { Feed } from './context.ts';

const answerSchema = z.object({ ok: z.literal(true), rows: z.tuple([droppedPositionsSchema]) });

/** [ST304] What the centre dropped of the positions of a worker, or of all. */
export const positionsDropped: Feed<'positions.dropped'> = async (context, { workerId }) => {
  const answer = await context.askCentre('query', { kind: 'dropped-positions', workerId }).catch(() => null);
  const read = answerSchema.safeParse(answer);
  return read.success ? read.data.rows[0] : null;
};

import { z } from 'zod';
import { tilesAboutSchema } from './basemaps.ts';

/** What main asks the process that reads MBTiles and keeps tiles from a network, and its answers. One answer to each question. */

const tile = { z: z.number().int().min(0), x: z.number().int().min(0), y: z.number().int().min(0) };
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const tileKeeperStartSchema = z.object({
  /** file of the kept tiles; null: kept in memory only */
  cache: z.string().nullable(),
  mostBytes: z.number().int().positive(),
  resourcesPath: z.string(),
});
export type TileKeeperStart = z.infer<typeof tileKeeperStartSchema>;

export const tileQuestionSchema = z.discriminatedUnion('ask', [
  /** y counts from the north, as everywhere but in the file itself */
  z.object({ ask: z.literal('tile'), path: z.string(), ...tile }),
  z.object({ ask: z.literal('about'), path: z.string() }),
  z.object({ ask: z.literal('kept'), source: z.string(), ...tile }),
  z.object({ ask: z.literal('keep'), source: z.string(), ...tile, at: z.number(), type: z.string(), bytes }),
]);
export type TileQuestion = z.infer<typeof tileQuestionSchema>;

export const keptTileSchema = z.object({ at: z.number(), type: z.string(), bytes });
export type KeptTile = z.infer<typeof keptTileSchema>;

export const tileAnswerSchema = z.object({
  n: z.number(),
  answer: z.union([
    z.object({ is: z.literal('tile'), bytes: bytes.nullable() }),
    z.object({ is: z.literal('about'), about: tilesAboutSchema }),
    z.object({ is: z.literal('kept'), tile: keptTileSchema.nullable() }),
    z.object({ is: z.literal('done') }),
    z.object({ is: z.literal('failed'), code: z.string() }),
  ]),
});
export type TileAnswer = z.infer<typeof tileAnswerSchema>['answer'];
export const tileMessageSchema = z.object({ n: z.number(), question: tileQuestionSchema });

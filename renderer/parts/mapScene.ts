import { z } from 'zod';

/** A closed outline: its last corner is its first. Degrees, WGS-84. */
export type Ring = readonly (readonly [lon: number, lat: number])[];

/** What a feature asks the desk to lay over the map: around a place, ways to it, and people at one moment. Degrees, WGS-84. */
export interface MapScene {
  /** radius in metres */
  ring: { lon: number; lat: number; radius: number } | null;
  lines: readonly (readonly [lon: number, lat: number][])[];
  /** outlines that are filled */
  areas?: readonly Ring[];
  points: readonly { lon: number; lat: number; label: string }[];
  /** streets by how long ago they were walked: the age is a place in `WALK_COLOURS` */
  walks?: readonly { age: number; lines: readonly (readonly [lon: number, lat: number][])[] }[];
}

/** A place a feature has the operator point at on the desk's map. Degrees, WGS-84. */
export interface MapPin {
  /** null: none yet */
  at: { lon: number; lat: number } | null;
  /** it was set by a click, dragged, or moved by arrows */
  onPlace: (at: { lon: number; lat: number }) => void;
}

export const mapMarkSchema = z.object({
  lon: z.number(),
  lat: z.number(),
  title: z.string().max(500),
  detail: z.string().max(500),
  /** west, south, east, north of what is shown whole */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable(),
  /** false: it moves, and is marked by being chosen */
  stands: z.boolean(),
  /** another each time, so that the same place can be gone to again */
  nonce: z.string().max(60),
});
/** A place that was looked for: the map goes there and marks it, and comes back when the mark is taken away. Degrees, WGS-84. */
export type MapMark = z.infer<typeof mapMarkSchema>;

/** What a feature asks the operator to draw on the desk's map: an outline. */
export interface MapDrawing {
  /** the one to be changed; null: a new one */
  ring: Ring | null;
  /** called once, with an outline that `areaProblem` finds nothing wrong with */
  onDone: (ring: Ring) => void;
  /** called once, when it was given up */
  onCancel: () => void;
}

import { z } from 'zod';
import { mapShowsSchema } from './mapView.ts';

/** What a wall can show. */
export const WALL_SCENES = ['situation', 'figures', 'cases', 'shift', 'musters', 'zones', 'video'] as const;
export type WallScene = (typeof WALL_SCENES)[number];
export const wallSceneSchema = z.enum(WALL_SCENES);

/** The shortest and the longest time a scene stays in a tour, s. */
export const SCENE_SECONDS = { least: 5, most: 3600 } as const;

/** A place a wall's map is taken to, kept with its name as it was when it was chosen. Degrees, WGS-84. */
const tourPlaceSchema = z.object({
  name: z.string().min(1).max(100),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  zoom: z.number().min(0).max(24),
  /** what the map shows there, as a view was saved; absent: what the wall's map always shows */
  shows: mapShowsSchema.optional(),
});
export type TourPlace = z.infer<typeof tourPlaceSchema>;

const tourStopSchema = z.object({
  scene: wallSceneSchema,
  /** of the situation map alone; absent: the whole district */
  place: tourPlaceSchema.optional(),
  seconds: z.number().int().min(SCENE_SECONDS.least).max(SCENE_SECONDS.most),
});
export type TourStop = z.infer<typeof tourStopSchema>;

/** A time of day in Shanghai, `HH:MM`. */
export const clockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const scheduledSchema = z.object({
  at: clockTimeSchema,
  /** held until the next time of day or the desk's next cue; `tour`: goes on by itself */
  scene: z.enum([...WALL_SCENES, 'tour']),
  /** of the situation map alone; absent: the whole district */
  place: tourPlaceSchema.optional(),
});
export type Scheduled = z.infer<typeof scheduledSchema>;

/** stops of a tour: some scenes, and a round of the district's places */
export const MOST_STOPS = 24;

const USUAL_TOUR: TourStop[] = [
  { scene: 'situation', seconds: 45 },
  { scene: 'figures', seconds: 20 },
  { scene: 'cases', seconds: 20 },
  { scene: 'shift', seconds: 15 },
  { scene: 'musters', seconds: 20 },
  { scene: 'zones', seconds: 20 },
  { scene: 'video', seconds: 60 },
];

/** How one wall of a workstation behaves when no desk tells it otherwise. */
export const wallPlanSchema = z.object({
  /** scene after scene; one that has nothing to show (no muster, no video) is passed over */
  tour: z.array(tourStopSchema).min(1).max(MOST_STOPS).default(USUAL_TOUR),
  schedule: z.array(scheduledSchema).max(24).default([]),
  /** a critical event takes the map to its place */
  critical: z.boolean().default(true),
  /** the whole picture moves by a hair, slowly, so that nothing burns into the panel */
  drift: z.boolean().default(true),
});
export type WallPlan = z.infer<typeof wallPlanSchema>;

/** The plan of a wall that has none of its own. */
export const USUAL_PLAN: WallPlan = wallPlanSchema.parse({});

/** Plans by the names of walls (`wall-1` …). */
export const wallPlansSchema = z.record(z.string().regex(/^wall-\d{1,2}$/), wallPlanSchema);
export type WallPlans = z.infer<typeof wallPlansSchema>;

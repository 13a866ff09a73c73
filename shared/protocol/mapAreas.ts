import { z } from 'zod';
import { AREA_MOST_CORNERS } from '../domain/area.ts';
import { ACTOR_KINDS } from '../domain/case.ts';
import { AREA_COLOURS, AREA_KINDS, type AreaDraft, type MapArea } from '../domain/mapArea.ts';
import { codeSchema, idSchema, latSchema, lonSchema, timeSchema } from './common.ts';

/** Areas drawn on the map, on the wire: their rows, and the ops that change them. */

const pointSchema = z.tuple([lonSchema, latSchema]);

/** metres: nearer than a terminal knows where it is, wider than any district */
export const AREA_METRES = { radius: { min: 5, max: 20_000 }, width: { min: 2, max: 2000 } } as const;
export const MOST_LINE_CORNERS = 500;

/** WGS-84 degrees and metres. A polygon is one closed ring that does not cross itself (`areaRefusal`). */
export const areaGeometrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('polygon'),
    ring: z
      .array(pointSchema)
      .min(4)
      .max(AREA_MOST_CORNERS + 1),
  }),
  z.object({
    kind: z.literal('circle'),
    centre: pointSchema,
    radius: z.number().min(AREA_METRES.radius.min).max(AREA_METRES.radius.max),
  }),
  z.object({
    kind: z.literal('corridor'),
    line: z.array(pointSchema).min(2).max(MOST_LINE_CORNERS),
    width: z.number().min(AREA_METRES.width.min).max(AREA_METRES.width.max),
  }),
]);

const draftShape = {
  name: z.string().trim().min(1).max(60),
  kind: z.enum(AREA_KINDS),
  geometry: areaGeometrySchema,
  colour: z.enum(AREA_COLOURS),
  note: z.string().max(1000),
  shared: z.boolean(),
};
export const areaDraftSchema = z.object(draftShape) satisfies z.ZodType<AreaDraft>;

const actorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
export const areaSchema = z.object({
  id: idSchema,
  version: z.number().int().min(0),
  ...draftShape,
  createdBy: actorSchema,
  createdAt: timeSchema,
  changedBy: actorSchema,
  changedAt: timeSchema,
}) satisfies z.ZodType<MapArea>;

/** so many a centre keeps */
export const MOST_AREAS = 2000;

/** `entityId` is the area's id, made by the desk. */
export const AREA_OPS = {
  'area.create': z.object({ area: areaDraftSchema }),
  'area.change': z.object({ area: areaDraftSchema }),
  'area.remove': z.object({}),
} as const satisfies Record<string, z.ZodType>;

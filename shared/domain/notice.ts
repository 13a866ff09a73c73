import { z } from 'zod';
import { type Bbox, bboxOf, type CoordinateSystem, type LonLat, toWgs84 } from '../geo/index.ts';

/** Notices of others about a part of the ground, a weather warning say: what they are, and how a document of them is read. */

/** The four levels of public warnings, the gravest last. */
export const NOTICE_LEVELS = ['blue', 'yellow', 'orange', 'red'] as const;
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

/** so many of one source, and corners of all their outlines */
const MOST_NOTICES = 500;
const MOST_CORNERS = 50_000;
const LONGEST = { id: 100, title: 100, text: 2000 } as const;

export interface Notice {
  id: string;
  title: string;
  level: NoticeLevel;
  /** ms since the epoch; null: holds already */
  from: number | null;
  /** ms since the epoch, excluded; null: until it is taken back */
  to: number | null;
  text: string;
  /** polygons of an outline and its holes. Degrees, WGS-84 */
  polygons: LonLat[][][];
}

/** Why a document is none of notices as a whole. */
export type NoticeProblem = 'not-geojson' | 'too-much';
export type NoticesRead = { ok: true; notices: Notice[]; wrong: number } | { ok: false; problem: NoticeProblem };

const cornerSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.unknown());
const ringsSchema = z.array(z.array(cornerSchema).min(4)).min(1);
const outlineSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: ringsSchema }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(ringsSchema).min(1) }),
  ])
  .transform((outline) => (outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates));

const LEVELS: readonly RegExp[] = [/^(blue|蓝)/i, /^(yellow|黄)/i, /^(orange|橙)/i, /^(red|红)/i];
const levelSchema = z.string().transform((written, context): NoticeLevel => {
  const level = NOTICE_LEVELS[LEVELS.findIndex((pattern) => pattern.test(written.trim()))];
  if (level) return level;
  context.addIssue({ code: 'custom', message: 'level' });
  return z.NEVER;
});

/** with seconds and a zone or without; without one it is the time of the whole country */
const WRITTEN_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/;
const timeSchema = z.union([z.number(), z.string()]).transform((written, context): number => {
  const [, day, clock, zone = '+08:00'] = WRITTEN_TIME.exec(String(written)) ?? [];
  const time = typeof written === 'number' ? written : Date.parse(`${day}T${clock}${zone}`);
  if (Number.isFinite(time)) return time;
  context.addIssue({ code: 'custom', message: 'time' });
  return z.NEVER;
});

const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  geometry: outlineSchema,
  properties: z.object({
    id: z.union([z.string(), z.number()]).optional(),
    title: z.string().trim().min(1),
    level: levelSchema,
    from: timeSchema.nullish(),
    to: timeSchema.nullish(),
    text: z.string().default(''),
  }),
});
const collectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });

/**
 * Notices of a GeoJSON document. Each is judged by itself: `wrong` are those that are none. Titles and texts that are too long are cut,
 * outlines of a shifted system are carried to WGS-84.
 */
export function readNotices(document: unknown, system: CoordinateSystem): NoticesRead {
  const collection = collectionSchema.safeParse(document);
  if (!collection.success) return { ok: false, problem: 'not-geojson' };
  const { features } = collection.data;
  if (features.length > MOST_NOTICES) return { ok: false, problem: 'too-much' };
  const notices: Notice[] = [];
  let corners = 0;
  for (const feature of features) {
    const read = featureSchema.safeParse(feature);
    if (!read.success) continue;
    const polygons = read.data.geometry.map((rings) =>
      rings.map((ring) => {
        corners += ring.length;
        return ring.map(([lon, lat]): LonLat => carried(lon, lat, system));
      }),
    );
    if (corners > MOST_CORNERS) return { ok: false, problem: 'too-much' };
    notices.push(noticeOf(read.data, polygons));
  }
  return { ok: true, notices: withOwnIds(notices), wrong: features.length - notices.length };
}

function carried(lon: number, lat: number, system: CoordinateSystem): LonLat {
  const at = toWgs84(lon, lat, system);
  return [at.lon, at.lat];
}

function noticeOf({ id, properties }: z.output<typeof featureSchema>, polygons: LonLat[][][]): Notice {
  const { title, level, from = null, to = null, text } = properties;
  const own = id ?? properties.id ?? `${title} ${from ?? ''}`;
  return {
    ...{ id: String(own).slice(0, LONGEST.id), title: title.slice(0, LONGEST.title), level, from, to },
    ...{ text: text.slice(0, LONGEST.text), polygons },
  };
}

/** Ids that come more than once are told apart by their place: two outlines under one name are two notices. */
function withOwnIds(notices: Notice[]): Notice[] {
  const seen = new Map<string, number>();
  return notices.map((notice) => {
    const n = (seen.get(notice.id) ?? 0) + 1;
    seen.set(notice.id, n);
    return n === 1 ? notice : { ...notice, id: `${notice.id} ${n}` };
  });
}

/** Whether it is over: it is shown no more. One that is yet to begin is not. */
export function isOver({ to }: Pick<Notice, 'to'>, now: number): boolean {
  return to !== null && to <= now;
}

/** Whether whoever sits at the desk is told of it. */
export function isGrave({ level }: Pick<Notice, 'level'>): boolean {
  return NOTICE_LEVELS.indexOf(level) >= NOTICE_LEVELS.indexOf('orange');
}

/** West, south, east, north of its outlines. */
export function noticeBox({ polygons }: Pick<Notice, 'polygons'>): Bbox {
  return bboxOf(polygons.flat(2)) ?? [0, 0, 0, 0];
}

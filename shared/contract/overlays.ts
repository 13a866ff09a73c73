import { z } from 'zod';
import { NOTICE_LEVELS } from '../domain/notice.ts';
import { COORDINATE_SYSTEMS } from '../geo/index.ts';
import { latSchema, lonSchema } from '../protocol/common.ts';

/**
 * What others publish about the ground, laid over the map: notices as GeoJSON, a picture, or tiles, each from an address that was set
 * up at this workstation. The station fetches them, and keeps the sources in `overlays.json`.
 */

export const MOST_OVERLAYS = 10;
/** how often a source is read again, minutes */
export const OVERLAY_MINUTES = { least: 1, most: 1440 } as const;
const LONGEST_URL = 1000;
const MOST_ZOOM = 22;

const ADDRESS = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?:[/?]\S*)?$/i;
/** What is filled in. */
export const OVERLAY_PLACES = /\{(z|x|y|token)\}/g;

/** Why an address cannot be one; null when it can. Only tiles have `{z}`, `{x}` and `{y}`; `{token}` stands behind the host. */
export function addressProblem(url: string, kind: OverlayKind): 'address' | 'address-places' | null {
  if (!ADDRESS.test(url.replace(OVERLAY_PLACES, '0'))) return 'address';
  const host = /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  // Whoever is asked must be plain from the address, and a name with a password in it goes nowhere.
  if (host.includes('{') || host.includes('@')) return 'address';
  const isTiled = ['{z}', '{x}', '{y}'].every((place) => url.includes(place));
  return isTiled === (kind === 'tiles') ? null : 'address-places';
}

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,25}$/),
  name: z.string().trim().min(1).max(40),
  url: z.string().max(LONGEST_URL),
  minutes: z.number().int().min(OVERLAY_MINUTES.least).max(OVERLAY_MINUTES.most).default(10),
  /** what its coordinates are: notices are carried to WGS-84 as they are read, pictures and tiles as they are drawn */
  system: z.enum(COORDINATE_SYSTEMS).default('wgs84'),
};
const boundsSchema = z
  .tuple([lonSchema, latSchema, lonSchema, latSchema])
  .refine(([west, south, east, north]) => west < east && south < north, 'bounds');

export const overlaySourceSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('notices'), ...common }),
    /** west, south, east, north of its edges. Degrees of its own system */
    z.object({ kind: z.literal('image'), ...common, bounds: boundsSchema }),
    /** of the usual grid of web maps, laid over its own system */
    z.object({ kind: z.literal('tiles'), ...common, maxZoom: z.number().int().min(1).max(MOST_ZOOM).default(12) }),
  ])
  .superRefine(({ url, kind }, context) => {
    const message = addressProblem(url, kind);
    if (message) context.addIssue({ code: 'custom', message, path: ['url'] });
  });
export type OverlaySource = z.infer<typeof overlaySourceSchema>;
export const OVERLAY_KINDS = ['notices', 'image', 'tiles'] as const;
export type OverlayKind = (typeof OVERLAY_KINDS)[number];

/** Why the latest reading of a source brought nothing. */
export const OVERLAY_TROUBLES = [
  /** no answer in time, or one of a server in trouble */
  'unreachable',
  /** the other side refuses: a wrong or used up token, mostly; or it sends elsewhere */
  'refused',
  /** there is nothing at that address */
  'gone',
  'too-large',
  /** more notices or corners than are taken */
  'too-much',
  'not-geojson',
  'not-image',
  /** the address asks for one, and none is kept */
  'token-missing',
] as const;
export type OverlayTrouble = (typeof OVERLAY_TROUBLES)[number];

const noticeSchema = z.object({
  id: z.string(),
  title: z.string(),
  level: z.enum(NOTICE_LEVELS),
  from: z.number().nullable(),
  to: z.number().nullable(),
  text: z.string(),
  polygons: z.array(z.array(z.array(z.tuple([z.number(), z.number()]).readonly()))),
});

export const overlayViewSchema = z.object({
  source: overlaySourceSchema,
  hasToken: z.boolean(),
  /** when what is here of it was fetched, by the centre's clock; null: nothing is, or tiles, which are fetched as they are seen */
  asOf: z.number().nullable(),
  trouble: z.enum(OVERLAY_TROUBLES).nullable(),
  /** it is being read now */
  reading: z.boolean(),
  /** of a source of notices, also those that are over: whoever shows them passes those over */
  notices: z.array(noticeSchema),
  /** entries of its document that are no notices */
  wrong: z.number(),
});
export type OverlayView = z.infer<typeof overlayViewSchema>;

export const OVERLAY_FEEDS = {
  /** the sources of this workstation, and what each brought; `wrong`: entries of their file that are none */
  'overlay.list': {
    input: z.object({}),
    output: z.object({
      overlays: z.array(overlayViewSchema),
      wrong: z.array(z.object({ name: z.string(), field: z.string() })),
    }),
    topics: ['overlays'],
  },
  /** the picture of a source as it was last fetched; null: none is here */
  'overlay.image': {
    input: z.object({ id: common.id, asOf: z.number() }),
    output: z.object({ mime: z.string(), bytes: z.instanceof(Uint8Array) }).nullable(),
    topics: [],
  },
  /** a tile of a source; may wait for the network; null: there is none, or it cannot be had */
  'overlay.tile': {
    input: z.object({
      id: common.id,
      z: z.number().int().min(0).max(MOST_ZOOM),
      x: z.number().int().min(0),
      y: z.number().int().min(0),
    }),
    output: z.object({ mime: z.string(), bytes: z.instanceof(Uint8Array) }).nullable(),
    topics: [],
  },
} as const;

export const overlayChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put'),
    source: overlaySourceSchema,
    /** absent: as it is; '': none any more */
    token: z.string().trim().max(500).optional(),
  }),
  z.object({ kind: z.literal('remove'), id: common.id }),
  /** reads it now, not when it is due */
  z.object({ kind: z.literal('read'), id: common.id }),
]);
export type OverlayChange = z.input<typeof overlayChangeSchema>;
export type OverlayChanged = z.output<typeof overlayChangeSchema>;

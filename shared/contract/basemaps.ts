import { z } from 'zod';
import { COORDINATE_SYSTEMS, isShifted, TILINGS } from '../geo/index.ts';

/** Base maps beside the district's own: files of this machine, and tiles from a network by template. Kept by main in `basemaps.json`. */

/** The base every window begins with: the district's own tiles. */
export const DISTRICT_BASE = 'district';
export const MOST_BASES = 30;
export const MOST_ZOOM = 22;
const LONGEST_URL = 1000;

const ADDRESS = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?:[/?]\S*)?$/i;
/** What is filled in. */
export const PLACES = /\{(z|x|y|s|token|tilematrix|tilerow|tilecol)\}/gi;
/** names a WMTS manual uses */
const WMTS: Readonly<Record<string, string>> = { tilematrix: 'z', tilerow: 'y', tilecol: 'x' };
/** `x`, `y`, `z`, `s` or `token`, however it was written. */
export function placeName(written: string): string {
  const name = written.toLowerCase();
  return WMTS[name] ?? name;
}

/** Why a template cannot be one; null when it can. `{z}`, `{x}`, `{y}` or their WMTS names, `{s}` in the host, `{token}` behind it. */
export function templateProblem(template: string): string | null {
  const filled = template.replace(PLACES, (_, name: string) => (name.toLowerCase() === 's' ? 'a' : '0'));
  if (!ADDRESS.test(filled)) return 'template-address';
  const names = new Set([...template.matchAll(PLACES)].map(([, name = '']) => placeName(name)));
  if (!['z', 'x', 'y'].every((name) => names.has(name))) return 'template-places';
  const host = /^[a-z]+:\/\/[^/?#]*/i.exec(template)?.[0] ?? '';
  // Whoever is asked must be plain from the template: neither a tile's number nor the token decides it.
  if (/\{(?!s\})/i.test(host) || /\{s\}/.test(template.slice(host.length))) return 'template-host';
  return null;
}
const templateSchema = z
  .string()
  .max(LONGEST_URL)
  .superRefine((template, context) => {
    const message = templateProblem(template);
    if (message) context.addIssue({ code: 'custom', message });
  });

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: z.string().trim().min(1).max(40),
  /** what its coordinates are; tiles of GCJ-02 and BD-09 are shifted to WGS-84 as they are drawn */
  system: z.enum(COORDINATE_SYSTEMS).default('wgs84'),
  /** pictures from above: dimmed at night, never turned over */
  imagery: z.boolean().default(false),
};
const zoomSchema = z.number().int().min(0).max(MOST_ZOOM);

export const fileBaseSchema = z.object({
  kind: z.enum(['pmtiles', 'mbtiles']),
  /** in full; chosen by a dialog of the system, or written into the file */
  path: z.string().min(1).max(1000),
  ...common,
});
export const networkBaseSchema = z.object({
  kind: z.literal('network'),
  /** laid over one another: a map, and its names where they come apart */
  urls: z.array(templateSchema).min(1).max(3),
  tiling: z.enum(TILINGS).default('xyz'),
  /** what `{s}` may be, a letter or digit each */
  subdomains: z
    .string()
    .regex(/^[a-z0-9]{0,10}$/)
    .default(''),
  minZoom: zoomSchema.default(3),
  maxZoom: zoomSchema.default(18),
  ...common,
});
/** What of a base from a network does not fit together; null when all does. */
export function networkProblem({ urls, subdomains, minZoom, maxZoom }: NetworkBase): 'subdomains' | 'maxZoom' | null {
  if (subdomains === '' && urls.some((url) => /\{s\}/i.test(url))) return 'subdomains';
  return minZoom > maxZoom ? 'maxZoom' : null;
}
export const baseSchema = z.discriminatedUnion('kind', [fileBaseSchema, networkBaseSchema]);
export type FileBase = z.infer<typeof fileBaseSchema>;
export type NetworkBase = z.infer<typeof networkBaseSchema>;

/** Why a base cannot be shown now. */
export const BASE_STATES = ['ready', 'file-missing', 'file-unreadable', 'token-missing'] as const;
const state = z.enum(BASE_STATES);
export const baseViewSchema = z.discriminatedUnion('kind', [
  fileBaseSchema.omit({ path: true }).extend({ file: z.string(), state }),
  networkBaseSchema.extend({ hasToken: z.boolean(), state }),
]);
export type BaseView = z.infer<typeof baseViewSchema>;

export interface BasemapsView {
  bases: BaseView[];
  /** entries of the file that are none: which, what of it, and why */
  wrong: { name: string; field: string; problem: string }[];
}

/** What a page may change. A path never comes from a page. */
export const baseChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('network'),
    base: networkBaseSchema,
    /** absent: as it is; '': none any more */
    token: z.string().trim().max(500).optional(),
  }),
  z.object({
    kind: z.literal('describe'),
    base: fileBaseSchema.pick({ id: true, name: true, system: true, imagery: true }),
  }),
  z.object({ kind: z.literal('remove'), id: common.id }),
]);
export type BaseChange = z.input<typeof baseChangeSchema>;

/** What became of choosing a file. */
export type BaseFileChosen =
  | { state: 'added'; id: string }
  | { state: 'cancelled' }
  | { state: 'refused'; reason: 'file-unreadable' | 'too-many' };

/** Why a tile did not come as it should, told with the answer. */
export const TILE_TROUBLE_HEADER = 'x-tile-trouble';
export const TILE_TROUBLES = [
  /** the network does not answer; nothing is kept of this tile */
  'unreachable',
  /** the network does not answer; what was kept is shown */
  'kept',
  /** the other side refuses: a wrong or used up token, mostly */
  'refused',
  /** its file is gone or cannot be read */
  'file',
] as const;
export type TileTrouble = (typeof TILE_TROUBLES)[number];
export const tileTroubleSchema = z.enum(TILE_TROUBLES);

/** What a file of tiles says of itself (`tiles://base/<id>/about`). */
export const tilesAboutSchema = z.object({
  format: z.string(),
  minZoom: zoomSchema,
  maxZoom: zoomSchema,
  /** names of the layers of vector tiles */
  layers: z.array(z.string()),
});
export type TilesAbout = z.infer<typeof tilesAboutSchema>;

/** Vector tiles are drawn where they say they are: those of a shifted system cannot be shown yet. */
export function canShow(system: BaseView['system'], isVector: boolean): boolean {
  return !isVector || !isShifted(system);
}

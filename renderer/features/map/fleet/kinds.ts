import { STATUS } from '#shared/protocol/fleetFrame.ts';

/** How a worker is drawn; later kinds lie above earlier ones. */
export const KINDS = ['off', 'online', 'stale', 'free', 'out', 'busy', 'sos'] as const;
export type Kind = (typeof KINDS)[number];
export type KindIndex = 0 | 1 | 2 | 3 | 4 | 5 | 6;
/** Kinds before this one are off duty. */
export const ON_DUTY_FROM = 2;
export const SOS = 6;

/**
 * Kind of a status byte. An SOS shows whatever else is true; a lost link or an old fix shows as stale; whoever is out of
 * the own grid for a task is busy.
 */
export function kindOf(status: number): KindIndex {
  if (status & STATUS.sos) return SOS;
  const isLost = (status & STATUS.stale) !== 0 || !(status & STATUS.online);
  if (!(status & STATUS.onDuty)) return isLost ? 0 : 1;
  if (isLost) return 2;
  if (status & STATUS.busy) return 5;
  return status & STATUS.outOfGrid ? 4 : 3;
}

/** `kindOf` for every status byte: the painters' inner loop looks it up. */
export const KIND_OF_STATUS = Uint8Array.from({ length: 256 }, (_, status) => kindOf(status));

/** What the painters are asked to show. */
export interface FleetLook {
  theme: 'dark' | 'light';
  /** workers off duty as faint dots */
  offDuty: boolean;
  /** workers are counted by area beneath: only who calls for help is drawn */
  dense: boolean;
  /** enlarges every mark: the wall is read from 6 m */
  magnify: number;
  /** what the district covers, in mercator squared: with the number of workers it tells how thick the crowd is */
  ground: number;
}

/** Before a map says what it wants. A district some 10 km across. */
export const FIRST_LOOK: FleetLook = { theme: 'dark', offDuty: false, dense: false, magnify: 1, ground: 5.7e-8 };

/** The first kind that is drawn. */
export function firstKind({ offDuty, dense }: Pick<FleetLook, 'offDuty' | 'dense'>): number {
  if (dense) return SOS;
  return offDuty ? 0 : ON_DUTY_FROM;
}

/** Zoom and diameter of a mark with room around it: dots over the whole district, shapes in the streets. */
const SIZES: readonly (readonly [zoom: number, size: number])[] = [
  [12, 7],
  [14, 8],
  [15, 9],
  [17, 14],
];

/** In a crowd a mark takes this share of the mean distance to the next one: people are told apart, no mush. */
const ROOM = 0.52;
const LEAST_DOT = 3;
const WORLD_PIXELS = 512;

/** Mean distance from one of `known` workers to the next, CSS pixels. */
export function spacing(zoom: number, { ground }: Pick<FleetLook, 'ground'>, known: number): number {
  return Math.sqrt(ground / Math.max(1, known)) * WORLD_PIXELS * 2 ** zoom;
}

/** Diameter of a mark in CSS pixels among `known` workers. */
export function markSize(zoom: number, look: Pick<FleetLook, 'magnify' | 'ground'>, known: number): number {
  const least = LEAST_DOT * Math.sqrt(look.magnify);
  return Math.max(least, Math.min(byZoom(zoom) * look.magnify, spacing(zoom, look, known) * ROOM));
}

function byZoom(zoom: number): number {
  let [fromZoom, fromSize] = SIZES[0] ?? [0, 3];
  for (const [toZoom, toSize] of SIZES) {
    if (zoom < toZoom) {
      const share = Math.max(0, (zoom - fromZoom) / (toZoom - fromZoom || 1));
      return fromSize + share * (toSize - fromSize);
    }
    fromZoom = toZoom;
    fromSize = toSize;
  }
  return fromSize;
}

/** From this zoom on a mark shows where its worker is heading. */
export const HEADING_ZOOM = 15;
/** The heading of a lost signal is old, an SOS has a shape of its own. */
export const POINTING_KINDS: readonly Kind[] = ['free', 'out', 'busy'];

/** SOS stands out at every zoom. */
export const SOS_SCALE = 2;
export const SOS_LEAST = 14;

/** Diameter of one kind's mark. */
export function kindSize(kind: KindIndex, zoom: number, look: FleetLook, known: number): number {
  const size = markSize(zoom, look, known);
  if (kind === SOS) return Math.max(SOS_LEAST * look.magnify, size * SOS_SCALE);
  return kind < ON_DUTY_FROM ? size * 0.7 : size;
}

export type Rgb = readonly [number, number, number];
interface KindColour {
  fill: Rgb;
  edge: Rgb;
}
/** Colours by theme. Red is kept for SOS: it needs a hand now. */
export const FLEET_COLOURS: Record<FleetLook['theme'], Record<Kind, KindColour>> = {
  dark: {
    off: { fill: [88, 104, 124], edge: [20, 30, 44] },
    online: { fill: [120, 150, 184], edge: [20, 30, 44] },
    stale: { fill: [150, 163, 180], edge: [10, 18, 30] },
    free: { fill: [72, 218, 196], edge: [6, 26, 32] },
    out: { fill: [222, 190, 120], edge: [40, 28, 8] },
    busy: { fill: [190, 160, 255], edge: [24, 14, 48] },
    sos: { fill: [255, 72, 72], edge: [255, 255, 255] },
  },
  light: {
    off: { fill: [160, 168, 178], edge: [255, 255, 255] },
    online: { fill: [84, 122, 164], edge: [255, 255, 255] },
    stale: { fill: [92, 104, 120], edge: [255, 255, 255] },
    free: { fill: [0, 126, 128], edge: [255, 255, 255] },
    out: { fill: [140, 98, 30], edge: [255, 255, 255] },
    busy: { fill: [132, 62, 168], edge: [255, 255, 255] },
    sos: { fill: [208, 16, 32], edge: [255, 255, 255] },
  },
};

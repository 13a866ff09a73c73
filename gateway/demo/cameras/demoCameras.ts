import type { Ptz, PtzMove, VideoSource } from '#shared/protocol/video.ts';
import { paintPicture, STRAIGHT, type View } from './painter.ts';

/** the pictures of one camera are this far apart, ms: whoever looks meanwhile is given the same */
const EVERY_MS = 200;
/** cameras whose last picture is kept */
const MOST_KEPT = 64;
const STEP = 0.08;

/** The demo's cameras: what each shows now, and where those that can be turned look. */
export class DemoCameras {
  readonly #views = new Map<string, View>();
  readonly #kept = new Map<string, { at: number; png: Buffer }>();

  /** The newest picture of a camera or terminal, and when it was taken (ms since the epoch). */
  picture(id: string, now: number): { at: number; png: Buffer } {
    const at = Math.floor(now / EVERY_MS) * EVERY_MS;
    const kept = this.#kept.get(id);
    if (kept?.at === at) return kept;
    const fresh = { at, png: paintPicture(seedOf(id), at, this.#views.get(id)) };
    this.#kept.delete(id);
    this.#kept.set(id, fresh);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > MOST_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return fresh;
  }

  /** Turns a camera; its next picture shows it. False where the verb means nothing to it. */
  turn({ id, presets = [] }: VideoSource, ptz: Ptz): boolean {
    const view = this.#views.get(id) ?? STRAIGHT;
    const turned = ptz.verb === 'preset' ? presetView(presets, ptz.preset) : moved(view, ptz.verb, ptz.speed ?? 0.5);
    if (!turned) return false;
    this.#views.set(id, turned);
    this.#kept.delete(id);
    return true;
  }
}

/** A demo camera moves a step at each verb; it has nothing to focus. */
function moved(view: View, verb: PtzMove, speed: number): View | null {
  const step = STEP * speed * 2;
  const views: Partial<Record<PtzMove, View>> = {
    left: { ...view, pan: clamp(view.pan - step, -0.9, 0.9) },
    right: { ...view, pan: clamp(view.pan + step, -0.9, 0.9) },
    up: { ...view, tilt: clamp(view.tilt - step, -0.4, 0.4) },
    down: { ...view, tilt: clamp(view.tilt + step, -0.4, 0.4) },
    'zoom-in': { ...view, zoom: clamp(view.zoom * (1 + step), 1, 4) },
    'zoom-out': { ...view, zoom: clamp(view.zoom / (1 + step), 1, 4) },
    stop: view,
  };
  return views[verb] ?? null;
}

function presetView(presets: NonNullable<VideoSource['presets']>, id: string): View | null {
  const place = presets.findIndex((one) => one.id === id);
  return place < 0 ? null : { pan: place * 0.4 - 0.4, tilt: 0, zoom: 1 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
function seedOf(id: string): number {
  return [...id].reduce((seed, sign) => (seed * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003, 7);
}

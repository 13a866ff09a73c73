import { type Affine, affineOf, type Camera } from '../camera.ts';
import { type PixelBuffer, stamp } from './blit.ts';
import { firstKind, type FleetLook, KIND_OF_STATUS, KINDS } from './kinds.ts';
import { isShown, type WorkerMask } from './mask.ts';
import { HEADING_STEPS, type SpriteSet } from './sprites.ts';
import type { FleetStore } from './store.ts';

/**
 * Draws the whole fleet into a cleared buffer, kind by kind, so that an SOS is never covered.
 * @param at ms of `clock`: where those who slide are drawn
 */
export function rasterise(
  target: PixelBuffer,
  store: FleetStore,
  at: number,
  camera: Camera,
  ratio: number,
  sprites: SpriteSet,
  look: FleetLook,
  mask: WorkerMask | null,
): void {
  const affine = affineOf(camera, store.originX, store.originY);
  for (let kind = firstKind(look); kind < KINDS.length; kind++)
    drawKind(target, store, at, affine, ratio, sprites, kind, mask);
}

function drawKind(
  target: PixelBuffer,
  store: FleetStore,
  at: number,
  { scale, x0, y0 }: Affine,
  ratio: number,
  sprites: SpriteSet,
  kind: number,
  mask: WorkerMask | null,
): void {
  const own = sprites.byKind[kind] ?? [];
  const margin = own[0]?.size ?? 0;
  for (let index = 0; index < store.count; index++) {
    if (KIND_OF_STATUS[store.status(index)] !== kind || !isShown(mask, index)) continue;
    const x = (store.x(index, at) * scale + x0) * ratio;
    const y = (store.y(index, at) * scale + y0) * ratio;
    if (x < -margin || y < -margin || x > target.width + margin || y > target.height + margin) continue;
    const step = own.length === 1 ? 0 : Math.round((store.heading(index) / 256) * HEADING_STEPS) % HEADING_STEPS;
    const sprite = own[step];
    if (sprite) stamp(target, sprite, x, y);
  }
}

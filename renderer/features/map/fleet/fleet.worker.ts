import { type Camera, sameCamera } from '../camera.ts';
import type { PixelBuffer } from './blit.ts';
import { clock } from './clock.ts';
import { FIRST_LOOK, type FleetLook } from './kinds.ts';
import type { WorkerMask } from './mask.ts';
import { rasterise } from './rasterise.ts';
import { drawSprites, type SpriteSet, spriteKey } from './sprites.ts';
import { FleetStore } from './store.ts';
import type { FromFleetWorker, ToFleetWorker } from './workerProtocol.ts';

/**
 * Paints the fleet off the main thread. It keeps its own table, draws the latest state when something changed, and
 * hands over one picture at a time: a busy window gets fewer pictures, never a queue of them.
 */
const store = new FleetStore(16_384);
const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d');
let image = new ImageData(1, 1);
let target: PixelBuffer = { width: 1, height: 1, pixels: new Uint32Array(image.data.buffer) };
let view: { camera: Camera; ratio: number } | null = null;
let look: FleetLook = FIRST_LOOK;
let mask: WorkerMask | null = null;
let sprites: { key: string; set: SpriteSet } | null = null;
let interpolated = true;
let ticks = 0;
let dirty = false;
let scheduled = false;
let shown = true;

self.onmessage = ({ data }: MessageEvent<ToFleetWorker>) => {
  if (data.type === 'shown') shown = true;
  else dirty = true;
  if (data.type === 'tick') {
    store.take(data.buffer, data.at);
    ticks++;
  } else if (data.type === 'camera') {
    if (view && view.ratio === data.ratio && sameCamera(view.camera, data.camera)) return;
    view = { camera: data.camera, ratio: data.ratio };
  } else if (data.type === 'look') look = data.look;
  else if (data.type === 'interpolate') interpolated = data.on;
  else if (data.type === 'mask') mask = data.mask;
  schedule();
};

/** Paints after the messages already queued: of many camera moves only the last is drawn. */
function schedule(): void {
  if (scheduled || !dirty || !shown || !view) return;
  scheduled = true;
  setTimeout(() => {
    scheduled = false;
    if (view && shown) paint(view.camera, view.ratio);
  }, 0);
}

function paint(camera: Camera, ratio: number): void {
  dirty = false;
  const start = performance.now();
  const at = interpolated ? clock() : Number.POSITIVE_INFINITY;
  resize(Math.max(1, Math.round(camera.width * ratio)), Math.max(1, Math.round(camera.height * ratio)));
  const key = spriteKey(camera.zoom, ratio, look, store.known);
  if (sprites?.key !== key) sprites = { key, set: drawSprites(camera.zoom, ratio, look, store.known) };
  target.pixels.fill(0);
  rasterise(target, store, at, camera, ratio, sprites.set, look, mask);
  context?.putImageData(image, 0, 0);
  const picture = canvas.transferToImageBitmap();
  shown = false;
  const message: FromFleetWorker = { picture, camera, at, ticks, ms: performance.now() - start };
  self.postMessage(message, { transfer: [picture] });
}

function resize(width: number, height: number): void {
  if (target.width === width && target.height === height) return;
  canvas.width = width;
  canvas.height = height;
  image = new ImageData(width, height);
  target = { width, height, pixels: new Uint32Array(image.data.buffer) };
}

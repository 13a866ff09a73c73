import { type Camera, carryOver, sameCamera } from '../camera.ts';
import type { FleetLook } from './kinds.ts';
import type { WorkerMask } from './mask.ts';
import { type FleetPainter, overlayCanvas, type PaintedFrame } from './painter.ts';
import type { FleetStore } from './store.ts';
import type { FromFleetWorker, ToFleetWorker } from './workerProtocol.ts';

/** Painted beyond each edge, CSS pixels, so that dragging does not uncover an empty rim before the next picture. */
const RIM = 96;

/**
 * The painter for machines without a GPU: a Worker draws, this side only shows. A picture comes with the camera it was
 * painted for; until the next one arrives it is carried along with the map by a CSS transform, in the map's own frame.
 */
export class WorkerPainter implements FleetPainter {
  readonly kind = 'worker';
  paintedAt = Number.NEGATIVE_INFINITY;
  onFrame: ((frame: PaintedFrame) => void) | null = null;
  private readonly worker: Worker;
  private canvas: HTMLCanvasElement | null = null;
  private screen: ImageBitmapRenderingContext | null = null;
  private ratio = 1;
  private interpolated = true;
  private now: Camera | null = null;
  private painted: Camera | null = null;
  private sent = 0;
  private waiting: { tick: number; painted: () => void }[] = [];

  constructor() {
    this.worker = new Worker(new URL('./fleet.worker.ts', import.meta.url), { type: 'module', name: 'fleet' });
    this.worker.onmessage = ({ data }: MessageEvent<FromFleetWorker>) => this.showPicture(data);
  }

  attach(host: HTMLElement, ratio: number): void {
    this.canvas = overlayCanvas(host, 'map-overlay-fleet');
    this.screen = this.canvas.getContext('bitmaprenderer');
    this.ratio = ratio;
  }

  tick(_store: FleetStore, buffer: ArrayBuffer, at: number, painted: () => void): void {
    this.waiting.push({ tick: ++this.sent, painted });
    this.post({ type: 'tick', buffer, at }, [buffer]);
  }

  frame(): void {
    this.post({ type: 'frame' });
  }

  interpolate(on: boolean): void {
    if (on === this.interpolated) return;
    this.interpolated = on;
    this.post({ type: 'interpolate', on });
  }

  camera(camera: Camera): void {
    const padded = { ...camera, width: camera.width + 2 * RIM, height: camera.height + 2 * RIM };
    if (this.now && sameCamera(this.now, padded)) return;
    this.now = padded;
    this.post({ type: 'camera', camera: padded, ratio: this.ratio });
    this.carry();
  }

  look(look: FleetLook): void {
    this.post({ type: 'look', look });
  }

  visible(visible: boolean): void {
    if (this.canvas) this.canvas.hidden = !visible;
  }

  show(mask: WorkerMask | null): void {
    this.post({ type: 'mask', mask });
  }

  dispose(): void {
    this.worker.terminate();
    this.canvas?.remove();
    // What this painter owes is given back, or the window would never ask for another tick.
    for (const { painted } of this.waiting.splice(0)) painted();
  }

  private showPicture({ picture, camera, at, ticks, ms }: FromFleetWorker): void {
    const start = performance.now();
    this.screen?.transferFromImageBitmap(picture);
    if (this.canvas && (this.painted?.width !== camera.width || this.painted.height !== camera.height)) {
      this.canvas.style.width = `${camera.width}px`;
      this.canvas.style.height = `${camera.height}px`;
    }
    this.painted = camera;
    this.paintedAt = at;
    this.carry();
    this.post({ type: 'shown' });
    const done = this.waiting.filter((each) => each.tick <= ticks);
    this.waiting = this.waiting.filter((each) => each.tick > ticks);
    for (const { painted } of done) painted();
    this.onFrame?.({ start, end: performance.now(), worker: ms });
  }

  private carry(): void {
    if (!this.canvas || !this.painted || !this.now) return;
    const { scale, x, y } = carryOver(this.painted, this.now);
    this.canvas.style.transform = `translate(${x - RIM}px, ${y - RIM}px) scale(${scale})`;
  }

  private post(message: ToFleetWorker, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }
}

import { type Camera, carryOver, sameCamera } from '../camera.ts';
import type { FleetLook } from './kinds.ts';
import { type FleetPainter, overlayCanvas } from './painter.ts';
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
  private readonly worker: Worker;
  private canvas: HTMLCanvasElement | null = null;
  private screen: ImageBitmapRenderingContext | null = null;
  private ratio = 1;
  private now: Camera | null = null;
  private painted: Camera | null = null;
  private sent = 0;
  private waiting: { tick: number; painted: () => void }[] = [];

  constructor() {
    this.worker = new Worker(new URL('./fleet.worker.ts', import.meta.url), { type: 'module', name: 'fleet' });
    this.worker.onmessage = ({ data }: MessageEvent<FromFleetWorker>) => this.show(data);
  }

  attach(host: HTMLElement, ratio: number): void {
    this.canvas = overlayCanvas(host, 'map-overlay-fleet');
    this.screen = this.canvas.getContext('bitmaprenderer');
    this.ratio = ratio;
  }

  tick(_store: FleetStore, buffer: ArrayBuffer, painted: () => void): void {
    this.waiting.push({ tick: ++this.sent, painted });
    this.post({ type: 'tick', buffer }, [buffer]);
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

  dispose(): void {
    this.worker.terminate();
    this.canvas?.remove();
    // What this painter owes is given back, or the window would never ask for another tick.
    for (const { painted } of this.waiting.splice(0)) painted();
  }

  private show({ picture, camera, ticks }: FromFleetWorker): void {
    this.screen?.transferFromImageBitmap(picture);
    if (this.canvas && (this.painted?.width !== camera.width || this.painted.height !== camera.height)) {
      this.canvas.style.width = `${camera.width}px`;
      this.canvas.style.height = `${camera.height}px`;
    }
    this.painted = camera;
    this.carry();
    this.post({ type: 'shown' });
    const done = this.waiting.filter((each) => each.tick <= ticks);
    this.waiting = this.waiting.filter((each) => each.tick > ticks);
    for (const { painted } of done) painted();
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

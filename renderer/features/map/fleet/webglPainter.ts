import { type Camera, sameCamera } from '../camera.ts';
import { clock } from './clock.ts';
import { FIRST_LOOK, type FleetLook } from './kinds.ts';
import type { WorkerMask } from './mask.ts';
import { type FleetPainter, overlayCanvas, type PaintedFrame } from './painter.ts';
import type { FleetStore } from './store.ts';
import { fleetContext, WebglScene } from './webglScene.ts';

/**
 * The painter for machines with a GPU: a canvas of its own over the map, so that the base map is not drawn again for
 * each tick. It draws in the map's own frame while the camera moves, and at once when a tick comes.
 */
export class WebglPainter implements FleetPainter {
  readonly kind = 'webgl';
  paintedAt = Number.NEGATIVE_INFINITY;
  onFrame: ((frame: PaintedFrame) => void) | null = null;
  private canvas: HTMLCanvasElement | null = null;
  private scene: WebglScene | null = null;
  private ratio = 1;
  private now: Camera | null = null;
  private style: FleetLook = FIRST_LOOK;
  private store: FleetStore | null = null;
  private shown = true;
  private interpolated = true;
  private mask: WorkerMask | null = null;

  /** Throws when there is no WebGL 2: the caller takes the other painter. */
  attach(host: HTMLElement, ratio: number): void {
    const canvas = overlayCanvas(host, 'map-overlay-fleet');
    this.canvas = canvas;
    this.ratio = ratio;
    this.connect();
    canvas.addEventListener('webglcontextlost', this.lost);
    canvas.addEventListener('webglcontextrestored', this.restored);
  }

  tick(store: FleetStore, _buffer: ArrayBuffer, _at: number, painted: () => void): void {
    this.store = store;
    this.scene?.upload(store);
    this.draw();
    requestAnimationFrame(painted);
  }

  frame(): void {
    this.draw();
  }

  interpolate(on: boolean): void {
    this.interpolated = on;
  }

  camera(camera: Camera): void {
    if (this.now && sameCamera(this.now, camera)) return;
    this.now = camera;
    this.fit(camera);
    this.draw();
  }

  look(look: FleetLook): void {
    this.style = look;
    this.draw();
  }

  visible(visible: boolean): void {
    this.shown = visible;
    if (this.canvas) this.canvas.hidden = !visible;
    this.draw();
  }

  show(mask: WorkerMask | null): void {
    this.mask = mask;
    this.scene?.show(mask);
    this.draw();
  }

  dispose(): void {
    this.canvas?.removeEventListener('webglcontextlost', this.lost);
    this.canvas?.removeEventListener('webglcontextrestored', this.restored);
    this.canvas?.remove();
    this.scene = null;
  }

  private fit(camera: Camera): void {
    const { canvas } = this;
    const width = Math.round(camera.width * this.ratio);
    const height = Math.round(camera.height * this.ratio);
    if (!canvas || (canvas.width === width && canvas.height === height)) return;
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${camera.width}px`;
    canvas.style.height = `${camera.height}px`;
  }

  private draw(): void {
    if (!this.now || !this.shown || !this.scene) return;
    const start = performance.now();
    this.paintedAt = this.interpolated ? clock() : Number.POSITIVE_INFINITY;
    this.scene.draw(this.now, this.ratio, this.style, this.paintedAt);
    this.onFrame?.({ start, end: performance.now(), worker: null });
  }

  private connect(): void {
    const gl = this.canvas && fleetContext(this.canvas);
    if (!gl) throw new Error('no WebGL 2');
    this.scene = new WebglScene(gl);
  }

  private readonly lost = (event: Event) => {
    event.preventDefault();
    this.scene = null;
  };

  private readonly restored = () => {
    this.connect();
    this.scene?.show(this.mask);
    if (this.store) this.scene?.upload(this.store);
    this.draw();
  };
}

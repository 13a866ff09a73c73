import type { Settings } from '#shared/contract/settings.ts';
import type { Affine, Camera } from '../camera.ts';
import { affineOf, latOf, lonOf } from '../camera.ts';
import { choosePainter, measureWebgl, type PainterChoice } from './chooser.ts';
import { type FleetView, isDense } from './density.ts';
import { DensityLayer } from './densityLayer.ts';
import { tickOfStore } from './fullTick.ts';
import { firstKind, type FleetLook, spacing } from './kinds.ts';
import { maskSize, type WorkerMask } from './mask.ts';
import { clock } from './clock.ts';
import { Motion } from './motion.ts';
import type { FleetPainter, PaintedFrame, PainterKind } from './painter.ts';
import { pickWorker, type Shown, workersWithin } from './picking.ts';
import type { FleetStore } from './store.ts';
import { WebglPainter } from './webglPainter.ts';
import { WorkerPainter } from './workerPainter.ts';

/** Performance entries the bench reads; kept to the latest few. */
export const TICK_MEASURE = 'fleet-tick';
export const PAINTED_MEASURE = 'fleet-painted';
export const FRAME_MEASURE = 'fleet-frame';
export const PICK_MEASURE = 'fleet-pick';
const MEASURES_KEPT = 512;
/** The measurement of this machine, kept for the next window. */
const MEASURED_KEY = 'fleet-painter-measured';

/** What a map asks of its fleet. */
export type FleetLayerLook = Omit<FleetLook, 'dense'> & { view: FleetView };

/** The moving workers over one map: table, painter, picking. Knows nothing of React. */
export class FleetLayer {
  store: FleetStore;
  choice: PainterChoice;
  private painter: FleetPainter;
  private readonly host: HTMLElement;
  private readonly ratio: number;
  private style: FleetLayerLook;
  private readonly density: DensityLayer;
  /** workers are counted by area, and only who calls for help is drawn */
  dense = false;
  /** of everybody the mask shows */
  private most = Number.POSITIVE_INFINITY;
  private shown = true;
  private mask: WorkerMask | null = null;
  private camera: Camera | null = null;
  private readonly motion = new Motion(
    () => this.painter.frame(),
    () => this.shown && this.store.slides.until > this.painter.paintedAt,
  );
  private ticks = 0;
  private frames = 0;
  private picks = 0;
  /** Workers are where they were not a moment ago: whatever follows them has to move. */
  onFrame: (() => void) | null = null;
  private readonly viewers = new Set<() => void>();

  constructor(
    store: FleetStore,
    host: HTMLElement,
    ratio: number,
    setting: Settings['fleetPainter'],
    look: FleetLayerLook,
  ) {
    this.store = store;
    this.host = host;
    this.ratio = ratio;
    this.style = look;
    this.density = new DensityLayer(host, ratio);
    this.choice = choosePainter(setting, measurement());
    this.painter = this.install(this.choice.painter);
    this.refresh();
  }

  /** Takes one tick and draws it. `painted` is called when it is on the screen: ask the station for the next one. */
  tick(buffer: ArrayBuffer, painted: () => void): void {
    const start = performance.now();
    const at = clock();
    const header = this.store.take(buffer, at);
    if (!header) return painted();
    this.count();
    this.painter.interpolate(this.interpolates);
    this.painter.tick(this.store, buffer, at, () => {
      performance.measure(PAINTED_MEASURE, { start, end: performance.now() });
      painted();
    });
    performance.measure(TICK_MEASURE, { start, end: performance.now() });
    this.ticks = (this.ticks + 1) % MEASURES_KEPT;
    if (this.ticks !== 0) return;
    performance.clearMeasures(TICK_MEASURE);
    performance.clearMeasures(PAINTED_MEASURE);
  }

  /** The map has drawn with this camera in this frame. */
  follow(camera: Camera): void {
    this.camera = camera;
    this.count();
    this.painter.camera(camera);
  }

  look(look: FleetLayerLook): void {
    this.style = look;
    this.count();
    this.painter.look(this.painterLook);
  }

  /** The painter's picture as the table is now: for ticks that the table took while nobody looked. */
  refresh(): void {
    if (this.store.count === 0) return;
    this.store.slides.settle();
    this.painter.tick(this.store, tickOfStore(this.store), clock(), () => undefined);
  }

  /** Draws another table from now on: the fleet as it was, or the live one again. */
  swap(store: FleetStore): void {
    this.store = store;
    store.slides.settle();
    this.painter.tick(store, tickOfStore(store), clock(), () => undefined);
  }

  /** Nobody sees the map: nobody slides. */
  rest(resting: boolean): void {
    this.motion.rest(resting);
    if (!resting) this.refresh();
  }

  visible(visible: boolean): void {
    this.shown = visible;
    this.count();
    this.painter.visible(visible);
  }

  /** Draws, picks and counts only these workers (it is kept as it is: make a new one for a change); null: everybody. */
  show(mask: WorkerMask | null): void {
    this.mask = mask;
    this.most = mask ? maskSize(mask) : Number.POSITIVE_INFINITY;
    this.count();
    this.painter.show(mask);
  }

  /** Tells when `dense` is another, until the returned function is called. */
  watchView(changed: () => void): () => void {
    this.viewers.add(changed);
    return () => this.viewers.delete(changed);
  }

  /** The operator chose another painter in the settings. */
  use(setting: Settings['fleetPainter']): void {
    this.choice = choosePainter(setting, measurement());
    if (this.choice.painter === this.painter.kind) return;
    this.painter.dispose();
    this.painter = this.install(this.choice.painter);
    this.refresh();
  }

  /** The worker under a point of the map, CSS pixels. */
  pick(x: number, y: number): number | null {
    const affine = this.affine();
    if (!affine || !this.shown) return null;
    const start = performance.now();
    const found = pickWorker(this.store, affine, x, y, this.shownAs(this.painterLook));
    performance.measure(PICK_MEASURE, { start, end: performance.now() });
    this.picks = (this.picks + 1) % MEASURES_KEPT;
    if (this.picks === 0) performance.clearMeasures(PICK_MEASURE);
    return found;
  }

  /** The workers within an outline on the map, CSS pixels; also those who are only counted. */
  within(corners: readonly (readonly [x: number, y: number])[]): number[] {
    const affine = this.affine();
    return affine && this.shown ? workersWithin(this.store, affine, corners, this.shownAs(this.everyMark)) : [];
  }

  /** Where a worker is painted on the map, CSS pixels; null without a position. */
  place(index: number): { x: number; y: number } | null {
    const affine = this.affine();
    if (!affine || !this.store.has(index)) return null;
    const at = this.painter.paintedAt;
    return {
      x: this.store.x(index, at) * affine.scale + affine.x0,
      y: this.store.y(index, at) * affine.scale + affine.y0,
    };
  }

  /** The same in degrees. */
  lonLat(index: number): { lon: number; lat: number } | null {
    if (!this.store.has(index)) return null;
    const at = this.painter.paintedAt;
    const { originX, originY } = this.store;
    return { lon: lonOf(this.store.x(index, at) + originX), lat: latOf(this.store.y(index, at) + originY) };
  }

  dispose(): void {
    this.motion.stop();
    this.painter.dispose();
    this.density.canvas.remove();
  }

  /** What the painter draws. */
  get painterLook(): FleetLook {
    return { ...this.style, dense: this.dense };
  }

  private get everyMark(): FleetLook {
    return { ...this.style, dense: false };
  }

  /** whether workers are switched on */
  get seen(): boolean {
    return this.shown;
  }

  private get interpolates(): boolean {
    return this.motion.on && !this.dense;
  }

  /** Points or cells, as many workers as there are; cells are drawn at once: they are few. */
  private count(): void {
    const { camera, store, style } = this;
    if (!camera) return;
    const apart = spacing(camera.zoom, style, Math.min(store.known, this.most));
    const dense = isDense(style.view, apart, style.magnify, this.dense);
    if (dense !== this.dense) this.turn(dense);
    if (dense && this.shown) this.density.draw(store, this.shownAs(this.everyMark), camera, style);
    else this.density.hide();
  }

  private turn(dense: boolean): void {
    this.dense = dense;
    this.host.dataset['fleetView'] = dense ? 'density' : 'points';
    this.painter.interpolate(this.interpolates);
    this.painter.look(this.painterLook);
    for (const changed of this.viewers) changed();
  }

  /** Who is shown by a look, where they are painted. */
  shownAs(look: FleetLook): Shown {
    return { from: firstKind(look), mask: this.mask, at: this.painter.paintedAt };
  }

  private affine(): Affine | null {
    return this.camera && affineOf(this.camera, this.store.originX, this.store.originY);
  }

  private install(kind: PainterKind): FleetPainter {
    const painter = this.attached(kind);
    // A painter that comes later lies where the first one lay: over the cells, under the cases.
    const canvas = this.host.lastElementChild;
    if (canvas) this.density.canvas.after(canvas);
    painter.look(this.painterLook);
    painter.visible(this.shown);
    painter.show(this.mask);
    if (this.camera) painter.camera(this.camera);
    painter.onFrame = this.painted;
    this.motion.restart(painter.kind === 'webgl' ? (this.choice.webglMs ?? 0) : 0);
    this.host.dataset['fleetPainter'] = painter.kind;
    return painter;
  }

  private readonly painted = ({ start, end, worker }: PaintedFrame) => {
    performance.measure(FRAME_MEASURE, { start, end, detail: { worker } });
    this.frames = (this.frames + 1) % MEASURES_KEPT;
    if (this.frames === 0) performance.clearMeasures(FRAME_MEASURE);
    this.motion.painted(end - start + (worker ?? 0));
    this.painter.interpolate(this.interpolates);
    this.onFrame?.();
  };

  /** The painter asked for; the Worker's when WebGL does not come up after all (too many contexts, a lost driver). */
  private attached(kind: PainterKind): FleetPainter {
    const painter = kind === 'webgl' ? new WebglPainter() : new WorkerPainter();
    try {
      painter.attach(this.host, this.ratio);
      return painter;
    } catch (error) {
      console.warn('the fleet is drawn without WebGL', error);
      painter.dispose();
      return this.attached('worker');
    }
  }
}

/** This machine's measurement, from the last time if the renderer's answer was kept. */
function measurement(): { renderer: string; webglMs: number } | null {
  const kept = localStorage.getItem(MEASURED_KEY);
  if (kept) {
    const [webglMs, renderer] = kept.split('|');
    if (webglMs && renderer && Number.isFinite(Number(webglMs))) return { renderer, webglMs: Number(webglMs) };
  }
  const measured = measureWebgl();
  if (measured) localStorage.setItem(MEASURED_KEY, `${measured.webglMs.toFixed(1)}|${measured.renderer}`);
  return measured;
}

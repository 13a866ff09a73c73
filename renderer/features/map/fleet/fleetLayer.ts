import type { Settings } from '#shared/contract/settings.ts';
import type { Affine, Camera } from '../camera.ts';
import { affineOf } from '../camera.ts';
import { choosePainter, measureWebgl, type PainterChoice } from './chooser.ts';
import { tickOfStore } from './fullTick.ts';
import type { FleetLook } from './kinds.ts';
import type { FleetPainter, PainterKind } from './painter.ts';
import { pickWorker } from './picking.ts';
import type { FleetStore } from './store.ts';
import { WebglPainter } from './webglPainter.ts';
import { WorkerPainter } from './workerPainter.ts';

/** Performance entries the bench reads; kept to the latest few. */
export const TICK_MEASURE = 'fleet-tick';
export const PAINTED_MEASURE = 'fleet-painted';
const MEASURES_KEPT = 512;
/** The measurement of this machine, kept for the next window. */
const MEASURED_KEY = 'fleet-painter-measured';

/** The moving workers over one map: table, painter, picking. Knows nothing of React. */
export class FleetLayer {
  readonly store: FleetStore;
  choice: PainterChoice;
  private painter: FleetPainter;
  private readonly host: HTMLElement;
  private readonly ratio: number;
  private style: FleetLook;
  private shown = true;
  private camera: Camera | null = null;
  private measures = 0;

  constructor(store: FleetStore, host: HTMLElement, ratio: number, setting: Settings['fleetPainter'], look: FleetLook) {
    this.store = store;
    this.host = host;
    this.ratio = ratio;
    this.style = look;
    this.choice = choosePainter(setting, measurement());
    this.painter = this.install(this.choice.painter);
    this.refresh();
  }

  /** Takes one tick and draws it. `painted` is called when it is on the screen: ask the station for the next one. */
  tick(buffer: ArrayBuffer, painted: () => void): void {
    const start = performance.now();
    const header = this.store.take(buffer);
    if (!header) return painted();
    this.painter.tick(this.store, buffer, () => {
      performance.measure(PAINTED_MEASURE, { start, end: performance.now() });
      painted();
    });
    performance.measure(TICK_MEASURE, { start, end: performance.now() });
    this.measures = (this.measures + 1) % MEASURES_KEPT;
    if (this.measures === 0) {
      performance.clearMeasures(TICK_MEASURE);
      performance.clearMeasures(PAINTED_MEASURE);
    }
  }

  /** The map has drawn with this camera in this frame. */
  follow(camera: Camera): void {
    this.camera = camera;
    this.painter.camera(camera);
  }

  look(look: FleetLook): void {
    this.style = look;
    this.painter.look(look);
  }

  /** The painter's picture as the table is now: for ticks that the table took while nobody looked. */
  refresh(): void {
    if (this.store.count > 0) this.painter.tick(this.store, tickOfStore(this.store), () => undefined);
  }

  visible(visible: boolean): void {
    this.shown = visible;
    this.painter.visible(visible);
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
    return affine && this.shown ? pickWorker(this.store, affine, x, y, this.style.offDuty) : null;
  }

  /** Where a worker is on the map, CSS pixels; null without a position. */
  place(index: number): { x: number; y: number } | null {
    const affine = this.affine();
    if (!affine || !this.store.has(index)) return null;
    return {
      x: this.store.dx(index) * affine.scale + affine.x0,
      y: this.store.dy(index) * affine.scale + affine.y0,
    };
  }

  dispose(): void {
    this.painter.dispose();
  }

  private affine(): Affine | null {
    return this.camera && affineOf(this.camera, this.store.originX, this.store.originY);
  }

  private install(kind: PainterKind): FleetPainter {
    const painter = this.attached(kind);
    painter.look(this.style);
    painter.visible(this.shown);
    if (this.camera) painter.camera(this.camera);
    this.host.dataset['fleetPainter'] = painter.kind;
    return painter;
  }

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

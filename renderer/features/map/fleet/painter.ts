import type { Camera } from '../camera.ts';
import type { FleetLook } from './kinds.ts';
import type { WorkerMask } from './mask.ts';
import type { FleetStore } from './store.ts';

/** What a picture of the fleet cost. */
export interface PaintedFrame {
  /** ms of `performance.now` on the main thread */
  start: number;
  end: number;
  /** ms of the painting Worker; null where the main thread paints */
  worker: number | null;
}

/** What draws the fleet over the map. Two ways exist; `chooser.ts` says which one this machine gets. */
export interface FleetPainter {
  readonly kind: PainterKind;
  /** Puts the painter's canvas over the map. `ratio` is canvas pixels per CSS pixel. */
  attach(host: HTMLElement, ratio: number): void;
  /**
   * Draws what the store holds after this tick; the buffer now belongs to the painter. `painted` is called once the
   * tick, or a later one, is on the canvas: the window then asks for the next.
   * @param at ms of `clock`, when the tick was taken
   */
  tick(store: FleetStore, buffer: ArrayBuffer, at: number, painted: () => void): void;
  /** Draws once more: somebody slides. */
  frame(): void;
  /** false: everybody is drawn at the newest place, whatever slides. */
  interpolate(on: boolean): void;
  /** of the picture that is on the screen, ms of `clock`; infinite when it shows the newest places */
  readonly paintedAt: number;
  /** A picture is on the screen. */
  onFrame: ((frame: PaintedFrame) => void) | null;
  /** The map has drawn with this camera in this very frame: follow, so that no point swims. */
  camera(camera: Camera): void;
  look(look: FleetLook): void;
  visible(visible: boolean): void;
  /** Draws only these workers; null: everybody. */
  show(mask: WorkerMask | null): void;
  /** Ends the painter; ticks it still owes are told as painted. */
  dispose(): void;
}

export const PAINTER_KINDS = ['worker', 'webgl'] as const;
export type PainterKind = (typeof PAINTER_KINDS)[number];

/** A canvas laid over the map, deaf to the mouse and silent to a screen reader. */
export function overlayCanvas(host: HTMLElement, className: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = `map-overlay ${className}`;
  canvas.setAttribute('aria-hidden', 'true');
  host.append(canvas);
  return canvas;
}

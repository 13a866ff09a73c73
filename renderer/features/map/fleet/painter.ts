import type { Camera } from '../camera.ts';
import type { FleetLook } from './kinds.ts';
import type { FleetStore } from './store.ts';

/** What draws the fleet over the map. Two ways exist; `chooser.ts` says which one this machine gets. */
export interface FleetPainter {
  readonly kind: PainterKind;
  /** Puts the painter's canvas over the map. `ratio` is canvas pixels per CSS pixel. */
  attach(host: HTMLElement, ratio: number): void;
  /**
   * Draws what the store holds after this tick; the buffer now belongs to the painter. `painted` is called once the
   * tick, or a later one, is on the canvas: the window then asks for the next.
   */
  tick(store: FleetStore, buffer: ArrayBuffer, painted: () => void): void;
  /** The map has drawn with this camera in this very frame: follow, so that no point swims. */
  camera(camera: Camera): void;
  look(look: FleetLook): void;
  visible(visible: boolean): void;
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

import type { Camera } from '../camera.ts';
import { countCells, DENSITY_STEPS, type DensityGrid, densityStep, forEachCell } from './density.ts';
import type { FleetLook, Rgb } from './kinds.ts';
import { overlayCanvas } from './painter.ts';
import type { Shown } from './picking.ts';
import type { FleetStore } from './store.ts';

/** From few to many; by day the many are dark, by night bright. */
const RAMPS: Record<FleetLook['theme'], readonly Rgb[]> = {
  dark: [
    [22, 58, 70],
    [24, 88, 96],
    [30, 124, 124],
    [52, 162, 150],
    [112, 204, 178],
    [200, 242, 216],
  ],
  light: [
    [206, 232, 228],
    [158, 212, 208],
    [104, 184, 182],
    [46, 140, 144],
    [12, 100, 108],
    [2, 62, 72],
  ],
};
const INK: Record<'dark' | 'light', string> = { dark: '#04141a', light: '#ffffff' };
/** From this step on the fill of a theme asks for the other ink. */
const INK_TURNS = 3;
const OPACITY = 0.82;
const NUMBER_SIZE = 11;
/** A digit's width, and what of a cell a number may take. */
const DIGIT = 0.6;
const ROOM = 1.55;

export function densityFill(theme: FleetLook['theme'], step: number): string {
  const [red, green, blue] = RAMPS[theme][step] ?? [0, 0, 0];
  return `rgb(${red} ${green} ${blue})`;
}

/** How many workers stand where, below the marks of those who call for help. Drawn with each tick and each move of the map. */
export class DensityLayer {
  readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly ratio: number;
  private readonly font: string;

  constructor(host: HTMLElement, ratio: number) {
    this.canvas = overlayCanvas(host, 'map-overlay-density');
    this.canvas.hidden = true;
    this.context = this.canvas.getContext('2d');
    this.ratio = ratio;
    this.font = getComputedStyle(host).fontFamily;
  }

  hide(): void {
    this.canvas.hidden = true;
  }

  draw(store: FleetStore, shown: Shown, camera: Camera, look: Pick<FleetLook, 'theme' | 'magnify'>): void {
    const { context, ratio } = this;
    if (!context) return;
    this.fit(camera);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, camera.width, camera.height);
    const grid = countCells(store, shown, camera, look.magnify);
    this.fills(context, grid, look.theme);
    this.numbers(context, grid, look);
  }

  private fills(context: CanvasRenderingContext2D, grid: DensityGrid, theme: FleetLook['theme']): void {
    const paths = DENSITY_STEPS.map(() => new Path2D());
    forEachCell(grid, (count, x, y) => {
      const path = paths[densityStep(count)];
      if (path) hexagon(path, x, y, grid.radius - 0.6);
    });
    context.globalAlpha = OPACITY;
    for (const [step, path] of paths.entries()) {
      context.fillStyle = densityFill(theme, step);
      context.fill(path);
    }
    context.globalAlpha = 1;
  }

  private numbers(context: CanvasRenderingContext2D, grid: DensityGrid, look: Pick<FleetLook, 'theme' | 'magnify'>) {
    const size = NUMBER_SIZE * look.magnify;
    context.font = `600 ${size}px ${this.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    forEachCell(grid, (count, x, y) => {
      const text = String(count);
      if (text.length * size * DIGIT > grid.radius * ROOM) return;
      const isBright = (look.theme === 'dark') === densityStep(count) >= INK_TURNS;
      context.fillStyle = INK[isBright ? 'dark' : 'light'];
      context.fillText(text, x, y);
    });
  }

  private fit({ width, height }: Camera): void {
    const { canvas, ratio } = this;
    canvas.hidden = false;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width === across && canvas.height === down) return;
    Object.assign(canvas, { width: across, height: down });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
}

/** One cell, its corner up. */
export function hexagon(path: Path2D, x: number, y: number, radius: number): void {
  const half = (radius * Math.sqrt(3)) / 2;
  path.moveTo(x, y - radius);
  path.lineTo(x + half, y - radius / 2);
  path.lineTo(x + half, y + radius / 2);
  path.lineTo(x, y + radius);
  path.lineTo(x - half, y + radius / 2);
  path.lineTo(x - half, y - radius / 2);
  path.closePath();
}

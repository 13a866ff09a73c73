import type { Sprite } from './blit.ts';
import {
  FLEET_COLOURS,
  type FleetLook,
  HEADING_ZOOM,
  POINTING_KINDS,
  KINDS,
  type Kind,
  type KindIndex,
  kindSize,
  ON_DUTY_FROM,
  type Rgb,
} from './kinds.ts';

/** Headings a mark is drawn for; a step of 22.5° is finer than a 12-pixel mark can show. */
export const HEADING_STEPS = 16;
/** The pointer reaches this share of the mark's diameter beyond it. */
export const POINTER = 0.4;

export interface SpriteSet {
  /** sprites of a kind: one, or one per heading step */
  byKind: readonly (readonly Sprite[])[];
}

/** Identifies a sprite set: the same key draws the same marks. */
export function spriteKey(zoom: number, ratio: number, look: FleetLook, known: number): string {
  const size = Math.round(kindSize(ON_DUTY_FROM, zoom, look, known) * ratio * 2) / 2;
  return `${size} ${ratio} ${zoom >= HEADING_ZOOM} ${look.theme}`;
}

/** Draws all marks for one zoom. `ratio` is canvas pixels per CSS pixel. */
export function drawSprites(zoom: number, ratio: number, look: FleetLook, known: number): SpriteSet {
  const headed = zoom >= HEADING_ZOOM;
  const byKind = KINDS.map((kind, index) => {
    const diameter = kindSize(index as KindIndex, zoom, look, known) * ratio;
    const pointing = headed && POINTING_KINDS.includes(kind);
    const box = Math.ceil(diameter * (pointing ? 1 + 2 * POINTER : 1)) + 2;
    const steps = pointing ? HEADING_STEPS : 1;
    return Array.from({ length: steps }, (_, step) => {
      const canvas = new OffscreenCanvas(box, box);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) return { size: box, pixels: new Uint32Array(box * box) };
      context.translate(box / 2, box / 2);
      const turn = pointing ? (step / HEADING_STEPS) * 2 * Math.PI : null;
      drawMark(context, kind, diameter, turn, look.theme);
      return { size: box, pixels: new Uint32Array(context.getImageData(0, 0, box, box).data.buffer) };
    });
  });
  return { byKind };
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** One mark around (0, 0), pointing to `turn` (radians from north) or nowhere. Also the legend's picture of it. */
export function drawMark(
  context: Context,
  kind: Kind,
  diameter: number,
  turn: number | null,
  theme: FleetLook['theme'],
) {
  const { fill, edge } = FLEET_COLOURS[theme][kind];
  const edgeWidth = Math.min(2, diameter / 6);
  const radius = diameter / 2 - edgeWidth / 2;
  context.fillStyle = css(fill);
  context.strokeStyle = css(edge);
  context.lineWidth = edgeWidth;
  context.lineJoin = 'round';
  if (turn !== null) pointer(context, diameter, radius, turn);
  outline(context, kind, radius);
  if (kind === 'stale' || kind === 'online') {
    context.lineWidth = Math.max(1, diameter / 5);
    context.strokeStyle = css(fill);
    context.stroke();
    return;
  }
  context.fill();
  if (diameter >= 5) context.stroke();
  if (kind === 'sos') exclaim(context, diameter, css(edge));
}

function pointer(context: Context, diameter: number, radius: number, turn: number): void {
  context.save();
  context.rotate(turn);
  context.beginPath();
  context.moveTo(-radius * 0.72, -radius * 0.5);
  context.lineTo(0, -diameter * (0.5 + POINTER));
  context.lineTo(radius * 0.72, -radius * 0.5);
  context.closePath();
  context.fill();
  context.restore();
}

function outline(context: Context, kind: Kind, radius: number): void {
  context.beginPath();
  if (kind === 'busy') polygon(context, radius * 1.12, 4, 0);
  else if (kind === 'out' || kind === 'online') square(context, radius * (kind === 'out' ? 0.86 : 0.7));
  else if (kind === 'sos') polygon(context, radius, 3, radius * 0.12);
  else context.arc(0, 0, kind === 'stale' ? radius * 0.85 : radius, 0, 2 * Math.PI);
}

function polygon(context: Context, radius: number, corners: number, down: number): void {
  for (let corner = 0; corner < corners; corner++) {
    const angle = (corner / corners) * 2 * Math.PI - Math.PI / 2;
    context.lineTo(Math.cos(angle) * radius, Math.sin(angle) * radius + down);
  }
  context.closePath();
}

function square(context: Context, half: number): void {
  context.rect(-half, -half, 2 * half, 2 * half);
}

function exclaim(context: Context, diameter: number, colour: string): void {
  context.fillStyle = colour;
  const width = Math.max(1.5, diameter / 11);
  context.fillRect(-width / 2, -diameter * 0.16, width, diameter * 0.24);
  context.fillRect(-width / 2, diameter * 0.14, width, width);
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

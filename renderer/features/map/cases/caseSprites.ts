import type { Urgency } from '#shared/domain/case.ts';
import type { MapTheme } from '../style/palette.ts';
import type { MarkerLight } from './marker.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Colours of the lights on the map; the shapes inside tell the same. */
export const LIGHT_COLOURS: Record<MapTheme, Record<MarkerLight, string>> = {
  dark: { none: '#c3cfdc', grey: '#8d9bab', green: '#45cf93', yellow: '#f5c451', red: '#ff6257' },
  light: { none: '#465668', grey: '#6b7a8b', green: '#0a7a4b', yellow: '#b87700', red: '#c0201a' },
};
const GROUND: Record<MapTheme, string> = { dark: '#0a0f15', light: '#ffffff' };

/**
 * One case around (0, 0). The light is told by colour and by the sign inside (dot, triangle, diamond, bars, dash: the signs of the lists),
 * the urgency by size, filling and, when critical, a second rim.
 */
export function drawCase(context: Context, light: MarkerLight, urgency: Urgency, size: number, theme: MapTheme): void {
  const colour = LIGHT_COLOURS[theme][light];
  const ground = GROUND[theme];
  const filled = urgency !== 'normal';
  const radius = size / 2;
  context.lineJoin = 'round';
  if (urgency === 'critical') {
    tile(context, radius - 0.5, radius * 0.6, ground, colour, radius * 0.13);
    tile(context, radius * 0.72, radius * 0.42, colour, null, 0);
  } else tile(context, radius - 0.75, radius * 0.6, filled ? colour : ground, filled ? ground : colour, radius * 0.2);
  const sign = filled ? ground : colour;
  drawSign(context, light, urgency === 'critical' ? radius * 0.78 : radius, sign);
}

function tile(context: Context, half: number, corner: number, fill: string, rim: string | null, width: number): void {
  context.beginPath();
  context.roundRect(-half, -half, half * 2, half * 2, corner);
  context.fillStyle = fill;
  context.fill();
  if (!rim) return;
  context.strokeStyle = rim;
  context.lineWidth = Math.max(1, width);
  context.stroke();
}

function drawSign(context: Context, light: MarkerLight, radius: number, colour: string): void {
  context.fillStyle = colour;
  const r = radius * 0.42;
  context.beginPath();
  if (light === 'green') context.arc(0, 0, r * 0.85, 0, 2 * Math.PI);
  else if (light === 'yellow') {
    context.moveTo(0, -r * 1.1);
    context.lineTo(r * 1.15, r * 0.85);
    context.lineTo(-r * 1.15, r * 0.85);
    context.closePath();
  } else if (light === 'red') {
    context.moveTo(0, -r * 1.35);
    context.lineTo(r * 1.35, 0);
    context.lineTo(0, r * 1.35);
    context.lineTo(-r * 1.35, 0);
    context.closePath();
  } else if (light === 'grey') {
    context.rect(-r * 0.85, -r, r * 0.6, r * 2);
    context.rect(r * 0.25, -r, r * 0.6, r * 2);
  } else context.rect(-r, -r * 0.2, r * 2, r * 0.4);
  context.fill();
}

/** A group: a ring shared out among its lights, the number inside; what it lies on shows through a little. */
export function drawGroup(
  context: Context,
  counts: readonly number[],
  lights: readonly MarkerLight[],
  size: number,
  theme: MapTheme,
  font: string,
): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const radius = size / 2;
  const rim = radius * 0.24;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.globalAlpha = 0.82;
  context.fillStyle = GROUND[theme];
  context.fill();
  context.globalAlpha = 1;
  let angle = -Math.PI / 2;
  context.lineWidth = rim;
  for (const [at, count] of counts.entries()) {
    if (count === 0) continue;
    const next = angle + (count / total) * 2 * Math.PI;
    context.beginPath();
    context.arc(0, 0, radius - rim / 2 - 0.5, angle, next);
    context.strokeStyle = LIGHT_COLOURS[theme][lights[at] ?? 'none'];
    context.stroke();
    angle = next;
  }
  context.fillStyle = theme === 'dark' ? '#e6edf5' : '#14202e';
  context.font = `600 ${radius * (total > 999 ? 0.62 : 0.78)}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(total), 0, radius * 0.05);
}

/** A way drawn in a box: degrees become pixels, as long east as north, north up. */
export interface Drawing {
  width: number;
  height: number;
  /** `x,y x,y …` of an SVG polyline */
  points: string;
  start: readonly [number, number];
  end: readonly [number, number];
}

const MARGIN = 12;

/** Null when there is nothing to draw. */
export function drawLine(line: readonly (readonly [number, number])[], width: number, height: number): Drawing | null {
  const first = line[0];
  if (!first || line.length < 2) return null;
  const narrow = Math.cos((first[1] * Math.PI) / 180);
  const flat = line.map(([lon, lat]): [number, number] => [lon * narrow, -lat]);
  const [xs, ys] = [flat.map(([x]) => x), flat.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min((width - 2 * MARGIN) / Math.max(wide, 1e-9), (height - 2 * MARGIN) / Math.max(high, 1e-9));
  const [offX, offY] = [(width - wide * scale) / 2, (height - high * scale) / 2];
  const placed = flat.map(([x, y]): [number, number] => [
    Math.round((x - left) * scale + offX),
    Math.round((y - top) * scale + offY),
  ]);
  const start = placed[0] ?? [0, 0];
  const end = placed.at(-1) ?? start;
  return { width, height, points: placed.map((point) => point.join(',')).join(' '), start, end };
}

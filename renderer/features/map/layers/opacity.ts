import type { LayerSpecification } from 'maplibre-gl';

/** How each type of layer is made fainter. */
const PROPERTIES: Partial<Record<LayerSpecification['type'], readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['text-opacity', 'icon-opacity'],
  raster: ['raster-opacity'],
  heatmap: ['heatmap-opacity'],
};

/**
 * The layer as faint as its row says, on top of its own faintness. Of an expression over the zoom only its outputs can be
 * changed: those that are numbers.
 *
 * @param share 0–1
 */
export function withOpacity<L extends LayerSpecification>(layer: L, share: number): L {
  if (share === 1) return layer;
  const paint: Record<string, unknown> = { ...(layer as { paint?: object }).paint };
  for (const name of PROPERTIES[layer.type] ?? []) paint[name] = fainter(paint[name] ?? 1, share);
  return { ...layer, paint };
}

function fainter(value: unknown, share: number): unknown {
  if (typeof value === 'number') return value * share;
  if (!Array.isArray(value)) return value;
  // ['interpolate', how, ['zoom'], stop, output, stop, output …]
  if (value[0] === 'interpolate')
    return value.map((part: unknown, at) => (at > 2 && at % 2 === 0 ? fainter(part, share) : part));
  return ['*', share, value];
}

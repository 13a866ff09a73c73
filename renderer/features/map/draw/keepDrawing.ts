import type { StyleSpecification } from 'maplibre-gl';

/** Sources and layers of a drawing begin with it. */
export const DRAW_PREFIX = 'draw';

/** What is being drawn lies over any style, also the one that comes while it is drawn. */
export function keepDrawing(before: StyleSpecification | undefined, next: StyleSpecification): StyleSpecification {
  const isDrawn = (id: string) => id.startsWith(DRAW_PREFIX);
  const sources = Object.entries(before?.sources ?? {}).filter(([id]) => isDrawn(id));
  const layers = before?.layers.filter(({ id }) => isDrawn(id)) ?? [];
  return { ...next, sources: { ...next.sources, ...Object.fromEntries(sources) }, layers: [...next.layers, ...layers] };
}

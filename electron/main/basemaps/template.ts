import { placeName, PLACES } from '#shared/contract/basemaps.ts';
import type { TileId } from '#shared/geo/index.ts';

/** The address of a tile by its template. The same tile always has the same host, so that what is kept is found again. */
export function tileUrl(template: string, { z, x, y }: TileId, token: string, subdomains: string): string {
  const places: Record<string, string> = {
    z: String(z),
    x: String(x),
    y: String(y),
    s: subdomains[(x + y) % Math.max(1, subdomains.length)] ?? '',
    token: encodeURIComponent(token),
  };
  return template.replace(PLACES, (_, name: string) => places[placeName(name)] ?? '');
}

export function needsToken(templates: readonly string[]): boolean {
  return templates.some((template) => /\{token\}/i.test(template));
}

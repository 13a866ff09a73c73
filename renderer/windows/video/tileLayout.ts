/** How many tiles a video window can show: always a square. */
export const TILE_COUNTS = [1, 4, 9, 16] as const;
export type TileCount = (typeof TILE_COUNTS)[number];

const KEPT_AS = 'street.video.tiles';

/** The layout of last time, or four tiles. */
export function keptTileCount(storage: Pick<Storage, 'getItem'>): TileCount {
  const kept = Number(storage.getItem(KEPT_AS));
  return TILE_COUNTS.find((count) => count === kept) ?? 4;
}

export function keepTileCount(storage: Pick<Storage, 'setItem'>, count: TileCount): void {
  storage.setItem(KEPT_AS, String(count));
}

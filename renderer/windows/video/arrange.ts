import { TILES_OF, type VideoDesk, type VideoLayout, type VideoTarget } from '#shared/contract/video.ts';
import { targetKey } from '../../parts/index.ts';

/** Which tile shows what: pure changes of what an operator arranged. */

/** The tiles of a layout, each with what it shows or nothing. */
export function tilesOf({ layout, tiles }: Pick<VideoDesk, 'layout' | 'tiles'>): (VideoTarget | null)[] {
  return Array.from({ length: TILES_OF[layout] }, (_, at) => tiles[at] ?? null);
}

/** Shows something in a tile; what stood elsewhere is moved, not shown twice. */
export function place(desk: VideoDesk, at: number, target: VideoTarget | null): VideoDesk {
  const key = target && targetKey(target);
  const tiles = Array.from({ length: Math.max(desk.tiles.length, at + 1) }, (_, n) => {
    const before = desk.tiles[n] ?? null;
    return before && targetKey(before) === key ? null : before;
  });
  tiles[at] = target;
  return { ...desk, tiles: tiles.slice(0, 16) };
}

/** Where something new goes: where it stands already, else the first empty tile, else the last one. */
export function placeFor(desk: VideoDesk, target: VideoTarget): number {
  const tiles = tilesOf(desk);
  const standing = tiles.findIndex((one) => one && targetKey(one) === targetKey(target));
  if (standing >= 0) return standing;
  const empty = tiles.indexOf(null);
  return empty >= 0 ? empty : tiles.length - 1;
}

export function withLayout(desk: VideoDesk, layout: VideoLayout): VideoDesk {
  return { ...desk, layout };
}

export function toggled(list: readonly string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
}

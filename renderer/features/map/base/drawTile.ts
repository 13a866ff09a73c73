import { alignedTile, isAligned, planTile, TILE_PIXELS, type TileId } from '#shared/geo/index.ts';
import type { OpenedBase } from './openedBase.ts';

/** Where tiles come from that are drawn as pictures. */
type TileSource = Pick<OpenedBase, 'system' | 'tiling' | 'layers' | 'read'>;

/**
 * One of our tiles as a picture. Of an aligned source it is the source's own; of any other it is drawn from parts of the source's tiles,
 * each where WGS-84 has it. What cannot be had stays clear.
 */
export async function drawTile(base: TileSource, tile: TileId, signal: AbortSignal): Promise<ImageBitmap> {
  const layers = Array.from({ length: base.layers }, (_, layer) => layer);
  const pictures = await Promise.all(
    layers.map((layer) =>
      isAligned(base.system, base.tiling) ? own(base, layer, tile, signal) : drawn(base, layer, tile, signal),
    ),
  );
  const there = pictures.filter((picture) => picture !== null);
  const [only] = there;
  if (there.length === 1 && only instanceof ImageBitmap) return only;
  const { canvas, context } = canvasOf(TILE_PIXELS, TILE_PIXELS);
  for (const picture of there) context.drawImage(picture, 0, 0, TILE_PIXELS, TILE_PIXELS);
  return canvas.transferToImageBitmap();
}

async function own(base: TileSource, layer: number, tile: TileId, signal: AbortSignal): Promise<ImageBitmap | null> {
  const bytes = await base.read(layer, alignedTile(tile, base.tiling), signal);
  return bytes && createImageBitmap(new Blob([bytes]));
}

async function drawn(
  base: TileSource,
  layer: number,
  tile: TileId,
  signal: AbortSignal,
): Promise<OffscreenCanvas | null> {
  const plan = planTile(tile, base.system, base.tiling);
  const parts = await Promise.all(
    plan.tiles.map(async ({ left, top, ...source }) => {
      const bytes = await base.read(layer, source, signal);
      return bytes && { picture: await createImageBitmap(new Blob([bytes])), left, top };
    }),
  );
  const found = parts.filter((part) => part !== null);
  if (found.length === 0) return null;
  const mosaic = canvasOf(plan.width, plan.height);
  for (const { picture, left, top } of found) {
    mosaic.context.drawImage(picture, left, top, TILE_PIXELS, TILE_PIXELS);
    picture.close();
  }
  const { canvas, context } = canvasOf(TILE_PIXELS, TILE_PIXELS);
  for (const { sx, sy, sw, sh, dx, dy, size } of plan.cells)
    context.drawImage(mosaic.canvas, sx, sy, sw, sh, dx, dy, size, size);
  return canvas;
}

export function canvasOf(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas to draw a tile on');
  return { canvas, context };
}

import { addProtocol } from 'maplibre-gl';
import type { OverlaySource } from '#shared/contract/overlays.ts';
import { type Bbox, type CoordinateSystem, isShifted, planPicture, type TileId } from '#shared/geo/index.ts';
import type { StationConnection } from '../../../station/index.ts';
import { canvasOf, drawTile } from '../base/drawTile.ts';

type Reads = Pick<StationConnection, 'read'>;
type ImageSource = Extract<OverlaySource, { kind: 'image' }>;

/**
 * Pictures of overlays under addresses of the map's own: a page reaches no network, the station fetches. The system and the edges are part
 * of an address: under others there is another picture.
 */
const IMAGE = /^overlay:\/\/image\/([a-z0-9-]+)\/([a-z0-9]+)\/([-\d.,]+)\/(\d+)$/;
const TILE = /^overlay:\/\/tile\/([a-z0-9-]+)\/([a-z0-9]+)\/(\d+)\/(\d+)\/(\d+)/;

export const imageAddress = ({ id, system, bounds }: ImageSource, asOf: number): string =>
  `overlay://image/${id}/${system}/${bounds.join(',')}/${asOf}`;
/** @param turn another one asks for every tile anew */
export const tileAddress = ({ id, system }: OverlaySource, turn: number): string =>
  `overlay://tile/${id}/${system}/{z}/{x}/{y}?${turn}`;

let station: Reads | null = null;

/** Pictures of overlays come from this station from now on. */
export function serveOverlays(reads: Reads): void {
  if (!station) addProtocol('overlay', async ({ url }, { signal }) => ({ data: await pictureOf(url, signal) }));
  station = reads;
}

/** What is not there is clear: the map would else tell of a broken tile wherever a source has none. */
async function pictureOf(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  try {
    const [, imageId, imageSystem = '', edges = '', asOf] = IMAGE.exec(url) ?? [];
    if (imageId !== undefined)
      return await imageOf(
        imageId,
        Number(asOf),
        edges.split(',').map(Number) as Bbox,
        imageSystem as CoordinateSystem,
      );
    const [, id = '', system = '', ...numbers] = TILE.exec(url) ?? [];
    const [z = 0, x = 0, y = 0] = numbers.map(Number);
    return await tileOf(id, system as CoordinateSystem, { z, x, y }, signal);
  } catch {
    // Called a picture by whoever sent it, and none.
    return clear();
  }
}

const clear = () => createImageBitmap(new ImageData(1, 1));

async function imageOf(id: string, asOf: number, bounds: Bbox, system: CoordinateSystem): Promise<ImageBitmap> {
  const answer = await station?.read('overlay.image', { id, asOf });
  if (!answer?.ok || !answer.value) return clear();
  const picture = await createImageBitmap(blobOf(answer.value));
  if (!isShifted(system)) return picture;
  const plan = planPicture(bounds, system, picture);
  const { canvas, context } = canvasOf(plan.width, plan.height);
  for (const { sx, sy, sw, sh, dx, dy, dw, dh } of plan.cells)
    context.drawImage(picture, sx, sy, sw, sh, dx, dy, dw, dh);
  picture.close();
  return canvas.transferToImageBitmap();
}

function tileOf(id: string, system: CoordinateSystem, tile: TileId, signal: AbortSignal): Promise<ImageBitmap> {
  const read = async (_layer: number, asked: TileId) => {
    const answer = await station?.read('overlay.tile', { id, ...asked });
    return answer?.ok && answer.value ? answer.value.bytes.slice().buffer : null;
  };
  return drawTile({ system, tiling: 'xyz', layers: 1, read }, tile, signal);
}

function blobOf({ mime, bytes }: { mime: string; bytes: Uint8Array }): Blob {
  return new Blob([bytes.slice()], { type: mime });
}

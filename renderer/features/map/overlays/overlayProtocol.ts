import { addProtocol } from 'maplibre-gl';
import type { StationConnection } from '../../../station/index.ts';

type Reads = Pick<StationConnection, 'read'>;

/** `overlay://image/<id>/<asOf>` and `overlay://tile/<id>/<z>/<x>/<y>`: a page reaches no network, the station fetches. */
const IMAGE = /^overlay:\/\/image\/([a-z0-9-]+)\/(\d+)/;
const TILE = /^overlay:\/\/tile\/([a-z0-9-]+)\/(\d+)\/(\d+)\/(\d+)/;

let station: Reads | null = null;

/** Pictures of overlays come from this station from now on. */
export function serveOverlays(reads: Reads): void {
  if (!station) addProtocol('overlay', async ({ url }) => ({ data: await pictureOf(url) }));
  station = reads;
}

/** What is not there is clear: the map would else tell of a broken tile wherever a source has none. */
async function pictureOf(url: string): Promise<ImageBitmap> {
  const bytes = await bytesOf(url);
  if (bytes) {
    try {
      return await createImageBitmap(new Blob([bytes.bytes.slice()], { type: bytes.mime }));
    } catch {
      // Called a picture by whoever sent it, and none.
    }
  }
  return createImageBitmap(new ImageData(1, 1));
}

async function bytesOf(url: string): Promise<{ mime: string; bytes: Uint8Array } | null> {
  const [, imageId, asOf] = IMAGE.exec(url) ?? [];
  const [, tileId, z, x, y] = TILE.exec(url) ?? [];
  const answer =
    imageId !== undefined
      ? await station?.read('overlay.image', { id: imageId, asOf: Number(asOf) })
      : await station?.read('overlay.tile', { id: tileId ?? '', z: Number(z), x: Number(x), y: Number(y) });
  return answer?.ok ? answer.value : null;
}

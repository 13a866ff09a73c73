import { TILE_TROUBLE_HEADER, type TileTrouble } from '#shared/contract/basemaps.ts';
import type { TileId } from '#shared/geo/index.ts';
import type { Log } from '../log.ts';
import { serveRange } from '../servedFile.ts';
import type { KnownBase } from './basemapFile.ts';
import type { NetworkTiles, Tile } from './networkTiles.ts';
import type { TileKeeper } from './tileKeeper.ts';

const TILE_PATH = /^\/([a-z0-9-]+)\/(\d)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})$/;
const FILE_PATH = /^\/([a-z0-9-]+)\/(archive|about)$/;
const CROSS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': TILE_TROUBLE_HEADER };

interface World {
  base(id: string): KnownBase | null;
  network: Pick<NetworkTiles, 'get'>;
  keeper: Pick<TileKeeper, 'tile' | 'about'>;
  log: Log;
}

/**
 * `tiles://base/<id>/archive` is a PMTiles file by ranges, `…/about` what an MBTiles file says of itself, `…/<layer>/<z>/<x>/<y>` a
 * tile as its source numbers it. Only what the file of base maps names is served.
 */
export function serveBase(world: World): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname } = new URL(request.url);
    const [, fileId, what] = FILE_PATH.exec(pathname) ?? [];
    if (fileId !== undefined) return ofFile(world, request, fileId, what === 'archive');
    const [, tileId, layer, z, x, y] = TILE_PATH.exec(pathname) ?? [];
    const base = tileId === undefined ? null : world.base(tileId);
    if (!base || base.kind === 'pmtiles') return new Response('not found', { status: 404, headers: CROSS });
    return tileOf(world, base, Number(layer), { z: Number(z), x: Number(x), y: Number(y) });
  };
}

async function ofFile({ base: find, keeper, log }: World, request: Request, id: string, asArchive: boolean) {
  const base = find(id);
  if (asArchive && base?.kind === 'pmtiles') return serveRange(base.path, request);
  if (asArchive || base?.kind !== 'mbtiles') return new Response('not found', { status: 404, headers: CROSS });
  try {
    return Response.json(await keeper.about(base.path), { headers: CROSS });
  } catch (error) {
    log.warn({ base: id, error: String(error) }, 'a file of tiles cannot be read');
    return troubled('file');
  }
}

async function tileOf(world: World, base: KnownBase, layer: number, tile: TileId): Promise<Response> {
  if (base.kind === 'network') {
    const got = await world.network.get(base, layer, tile);
    return got.tile ? answer(got.tile, got.trouble) : got.trouble ? troubled(got.trouble) : none();
  }
  try {
    const bytes = await world.keeper.tile(base.path, tile);
    return bytes ? answer({ type: 'application/octet-stream', bytes }, null) : none();
  } catch (error) {
    world.log.warn({ base: base.id, error: String(error) }, 'a tile cannot be read from its file');
    return troubled('file');
  }
}

function answer({ type, bytes }: Tile, trouble: TileTrouble | null): Response {
  const headers = { ...CROSS, 'content-type': type, ...(trouble ? { [TILE_TROUBLE_HEADER]: trouble } : {}) };
  return new Response(new Uint8Array(bytes), { headers });
}
function none(): Response {
  return new Response(null, { status: 204, headers: CROSS });
}
function troubled(trouble: TileTrouble): Response {
  return new Response('', { status: 503, headers: { ...CROSS, [TILE_TROUBLE_HEADER]: trouble } });
}

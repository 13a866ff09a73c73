import { PMTiles, TileType } from 'pmtiles';
import {
  type BaseView,
  canShow,
  TILE_TROUBLE_HEADER,
  type TileTrouble,
  tilesAboutSchema,
  tileTroubleSchema,
} from '#shared/contract/basemaps.ts';
import { type CoordinateSystem, sourceZoom, type TileId, type Tiling } from '#shared/geo/index.ts';

/** What vector tiles may be made of; each has a style of ours. */
export type VectorSchema = 'district' | 'openmaptiles' | 'protomaps';

/** A base map that can be drawn. */
export interface OpenedBase {
  id: string;
  name: string;
  system: CoordinateSystem;
  tiling: Tiling;
  imagery: boolean;
  /** null: its tiles are pictures */
  schema: VectorSchema | null;
  /** layers of pictures, laid over one another */
  layers: number;
  /** zooms of our tiles */
  minZoom: number;
  maxZoom: number;
  /** A tile as the source numbers it; null where it has none, or it cannot be had, which is told apart. */
  read(layer: number, tile: TileId, signal: AbortSignal): Promise<ArrayBuffer | null>;
}

/** Why a base cannot be opened: a word of the map's locale. */
export class CannotOpen extends Error {
  readonly why: Exclude<BaseView['state'], 'ready'> | 'vector-shifted' | 'layers-unknown';
  constructor(why: CannotOpen['why']) {
    super(`a base map cannot be opened: ${why}`);
    this.why = why;
  }
}

/** Opens a base: reads what its file says of itself. Rejects with `CannotOpen`. `onTrouble` hears of every tile, null when it came. */
export async function openBase(view: BaseView, onTrouble: (trouble: TileTrouble | null) => void): Promise<OpenedBase> {
  if (view.state !== 'ready') throw new CannotOpen(view.state);
  const common = { id: view.id, name: view.name, system: view.system, imagery: view.imagery };
  const fetched = (layer: number, tile: TileId, signal: AbortSignal) =>
    fetchTile(view.id, layer, tile, signal, onTrouble);
  if (view.kind === 'network') {
    const { tiling, urls, minZoom, maxZoom } = view;
    const nearest = maxZoom - sourceZoom(0, tiling);
    return { ...common, tiling, schema: null, layers: urls.length, minZoom, maxZoom: nearest, read: fetched };
  }
  const own =
    view.kind === 'pmtiles' ? await archive(view.id, onTrouble) : { ...(await about(view.id)), read: fetched };
  const { isVector, names, ...zooms } = own;
  if (!canShow(view.system, isVector)) throw new CannotOpen('vector-shifted');
  const schema = isVector ? schemaOf(names) : null;
  if (isVector && schema === null) throw new CannotOpen('layers-unknown');
  return { ...common, tiling: 'xyz', schema, layers: 1, ...zooms };
}

async function archive(id: string, onTrouble: (trouble: TileTrouble | null) => void) {
  const file = new PMTiles(`tiles://base/${id}/archive`);
  try {
    const { tileType, minZoom, maxZoom } = await file.getHeader();
    const isVector = tileType === TileType.Mvt;
    const told: unknown = isVector ? await file.getMetadata() : null;
    const read = async (_layer: number, { z, x, y }: TileId, signal: AbortSignal) => {
      try {
        return (await file.getZxy(z, x, y, signal))?.data ?? null;
      } catch (error) {
        if (signal.aborted) throw error;
        onTrouble('file');
        return null;
      }
    };
    return { isVector, names: layerNames(told), minZoom, maxZoom, read };
  } catch (error) {
    console.error('a file of tiles cannot be read', error);
    throw new CannotOpen('file-unreadable');
  }
}

async function about(id: string) {
  const response = await fetch(`tiles://base/${id}/about`);
  if (!response.ok) throw new CannotOpen('file-unreadable');
  const { format, layers, minZoom, maxZoom } = tilesAboutSchema.parse(await response.json());
  return { isVector: format === 'pbf', names: layers, minZoom, maxZoom };
}

function layerNames(metadata: unknown): string[] {
  const layers = (metadata as { vector_layers?: { id?: unknown }[] } | null)?.vector_layers ?? [];
  return layers.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}

function schemaOf(names: readonly string[]): VectorSchema | null {
  const has = (...wanted: string[]) => wanted.every((name) => names.includes(name));
  if (has('land', 'road', 'building')) return 'district';
  if (has('transportation')) return 'openmaptiles';
  return has('roads') ? 'protomaps' : null;
}

async function fetchTile(
  id: string,
  layer: number,
  { z, x, y }: TileId,
  signal: AbortSignal,
  onTrouble: (trouble: TileTrouble | null) => void,
): Promise<ArrayBuffer | null> {
  const response = await fetch(`tiles://base/${id}/${layer}/${z}/${x}/${y}`, { signal });
  const told = tileTroubleSchema.safeParse(response.headers.get(TILE_TROUBLE_HEADER));
  onTrouble(told.success ? told.data : null);
  return response.status === 200 ? response.arrayBuffer() : null;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  componentsFileSchema,
  type ComponentKind,
  type GridCollection,
  gridCollectionSchema,
  streetGraphSchema,
} from '#shared/district/files.ts';
import { StreetNetwork } from '#shared/district/streets/network.ts';
import { type Bbox, bboxOf, GridMap, type LonLat, StreetPieces } from '#shared/geo/index.ts';
import { breathe } from '../breathe.ts';
import type { Log } from '../log.ts';
import { Streets } from './streets.ts';

/** The district's ground as this desk has it in files. What a file does not tell is empty, and nothing else fails by it. */
export interface Ground {
  grids: GridMap;
  /** the box of a street's, community's or unit grid, and its middle */
  boxes: ReadonlyMap<string, Bbox>;
  middles: ReadonlyMap<string, LonLat>;
  /** null: their file cannot be read */
  streets: Streets | null;
  /** the same streets as a net, and in pieces as they are walked; null likewise */
  walkable: { network: StreetNetwork; pieces: StreetPieces } | null;
  /** by the 4 digits behind the district in a component's code */
  kinds: ReadonlyMap<string, ComponentKind>;
}

/** Reads the district's files at the first question, one after the other, so that other calls come between. */
export class District {
  readonly #folder: string | null;
  readonly #log: Log;
  #ground: Promise<Ground> | null = null;

  /** @param folder null: there is none, and nothing is known of the ground */
  constructor(folder: string | null, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  ground(): Promise<Ground> {
    this.#ground ??= this.#read();
    return this.#ground;
  }

  async #read(): Promise<Ground> {
    const collection = await this.#file('grids.geojson', gridCollectionSchema);
    await breathe();
    const graph = await this.#file('streets.json', streetGraphSchema);
    await breathe();
    const kinds = (await this.#file('components.json', componentsFileSchema.pick({ kinds: true })))?.kinds ?? [];
    const features = collection?.features ?? [];
    const units = features.filter(({ properties }) => properties.tier === 'unit');
    const grids = new GridMap(
      units.map(({ properties, geometry }) => ({ code: properties.code, rings: geometry.coordinates })),
    );
    const boxes = boxesOf(features);
    const network = graph && new StreetNetwork(graph);
    return {
      grids,
      boxes,
      walkable: network && { network, pieces: new StreetPieces(network) },
      middles: new Map(Array.from(boxes, ([code, box]) => [code, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]])),
      streets: graph && network ? new Streets(network, graph.names, grids) : null,
      kinds: new Map(kinds.map((kind) => [kind.code, kind])),
    };
  }

  async #file<T>(name: string, schema: z.ZodType<T>): Promise<T | null> {
    if (this.#folder === null) return null;
    try {
      return schema.parse(JSON.parse(await readFile(join(this.#folder, name), 'utf8')));
    } catch (error) {
      this.#log.warn({ file: name, error: String(error).slice(0, 300) }, 'a district file cannot be read');
      return null;
    }
  }
}

function boxesOf(features: GridCollection['features']): Map<string, Bbox> {
  return new Map(
    features.flatMap(({ properties, geometry }) => {
      const box = bboxOf(geometry.coordinates[0] ?? []);
      return box ? [[properties.code, box] as const] : [];
    }),
  );
}

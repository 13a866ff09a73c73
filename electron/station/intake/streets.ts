import type { Bilingual } from '#shared/district/files.ts';
import type { StreetNetwork } from '#shared/district/streets/network.ts';
import { nearestFraction } from '#shared/district/streets/metres.ts';
import { type AddressParts, partsOf, type StreetPlace } from '#shared/domain/intake/addresses.ts';
import { normaliseAddress, normaliseText } from '#shared/domain/search.ts';
import { holds, wordsOf } from '#shared/domain/searchTerms.ts';
import { distanceMeters, type GridMap } from '#shared/geo/index.ts';

const MOST_NAMED = 12;
/** from farther off a place is not said to be on a street */
const NEAR_STREET_METRES = 120;

interface Pin {
  lon: number;
  lat: number;
}

/** The district's streets by name: where each runs, and through which grids. */
export class Streets {
  readonly #network: StreetNetwork;
  readonly #names: readonly Bilingual[];
  readonly #grids: GridMap;
  /** normalised name → number of the name */
  readonly #byName = new Map<string, number>();
  /** edges of each name, by its number */
  readonly #edges: number[][];
  readonly #longest: number;

  constructor(network: StreetNetwork, names: readonly Bilingual[], grids: GridMap) {
    this.#network = network;
    this.#names = names;
    this.#grids = grids;
    names.forEach(({ zh }, n) => this.#byName.set(normaliseAddress(zh), n));
    this.#longest = Math.max(0, ...Array.from(this.#byName.keys(), (name) => name.length));
    this.#edges = names.map(() => []);
    network.edgeName.forEach((name, edge) => this.#edges[name]?.push(edge));
  }

  split(address: string): AddressParts | null {
    return partsOf(address, this.#byName, this.#longest);
  }

  /** The street of an address, and those whose name begins with, holds or is abbreviated to what was typed. */
  named(typed: string, pin: Pin | null): StreetPlace[] {
    const own = this.split(typed);
    const ownNumber = own ? this.#byName.get(own.street) : undefined;
    const numbers = ownNumber === undefined ? this.#holding(typed) : [ownNumber];
    return numbers.flatMap((n) => this.#placeOf(n, pin) ?? []);
  }

  /** The nearest street of a position and how far it is, metres; null when none is near. */
  nearest(pin: Pin): { name: string; metres: number } | null {
    const point = this.#network.nearest(pin.lon, pin.lat, NEAR_STREET_METRES);
    if (!point || point.distance > NEAR_STREET_METRES) return null;
    return { name: this.#network.nameOf(point.edge), metres: point.distance };
  }

  #holding(typed: string): number[] {
    const words = wordsOf(typed);
    if (words.length === 0 || words.join('').length < 2) return [];
    const found: number[] = [];
    for (const [n, { zh, en }] of this.#names.entries()) {
      if (holds(words, { named: zh, text: en })) found.push(n);
    }
    const text = normaliseText(typed);
    const begins = (n: number) => Number(this.#names[n]?.zh.startsWith(text) ?? false);
    const length = (n: number) => this.#names[n]?.zh.length ?? 0;
    return found.sort((a, b) => begins(b) - begins(a) || length(a) - length(b)).slice(0, MOST_NAMED);
  }

  /** Nearest to the pin, else in the middle of it. */
  #placeOf(n: number, pin: Pin | null): StreetPlace | null {
    const edges = this.#edges[n] ?? [];
    const middle = edges[Math.floor(edges.length / 2)];
    const name = this.#names[n]?.zh;
    if (middle === undefined || name === undefined) return null;
    const at = pin ? this.#pointNearest(edges, pin) : this.#pointOf(middle, 0.5);
    const grids = new Set(
      edges.flatMap((edge) => [0.1, 0.5, 0.9].map((part) => this.#gridOf(this.#pointOf(edge, part)))),
    );
    grids.delete('');
    return { name, ...at, gridCode: this.#gridOf(at), grids: grids.size };
  }

  #pointOf(edge: number, part: number): Pin {
    const [a, b] = this.#network.ends(edge);
    const [aLon, aLat] = [this.#network.lonOf(a), this.#network.latOf(a)];
    return {
      lon: aLon + (this.#network.lonOf(b) - aLon) * part,
      lat: aLat + (this.#network.latOf(b) - aLat) * part,
    };
  }

  #pointNearest(edges: readonly number[], { lon, lat }: Pin): Pin {
    const points = edges.map((edge) => {
      const [a, b] = this.#network.ends(edge);
      const ends = [a, b].flatMap((node) => [this.#network.lonOf(node), this.#network.latOf(node)]);
      const [aLon = 0, aLat = 0, bLon = 0, bLat = 0] = ends;
      return this.#pointOf(edge, nearestFraction(lon, lat, aLon, aLat, bLon, bLat));
    });
    return points.reduce((best, point) =>
      distanceMeters([lon, lat], point) < distanceMeters([lon, lat], best) ? point : best,
    );
  }

  #gridOf({ lon, lat }: Pin): string {
    return this.#grids.gridAt(lon, lat);
  }
}

import type { ComponentKind } from '#shared/district/files.ts';
import { parseComponentCode } from '#shared/domain/codes.ts';
import { hasInitial } from '#shared/domain/initials.ts';
import type { KnownAddress } from '#shared/domain/intake/addresses.ts';
import { normaliseText } from '#shared/domain/search.ts';
import { wordsOf } from '#shared/domain/searchTerms.ts';
import { distanceMeters } from '#shared/geo/index.ts';
import type { EntityRow } from '#shared/protocol/entities.ts';
import { breathe } from '../breathe.ts';

export type Component = EntityRow<'component'>;
export interface Pin {
  lon: number;
  lat: number;
}

/** West, south, east, north in degrees. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** degrees of a cell: some 200 m */
const CELL = 0.002;
const METRES_PER_CELL = 150;
/** rows between two breaths: some milliseconds */
const SLICE = 1000;

interface Entry {
  component: Component;
  /** name, kind and code, comparable */
  plain: string;
  kindZh: string;
}

/** All components of the district in memory, found by place, code, kind and name. Twenty thousand take some 10 MB. */
export class ComponentBook {
  readonly #entries: Entry[] = [];
  readonly #cells = new Map<string, Entry[]>();
  /** by the street their name begins with */
  readonly #streets = new Map<string, KnownAddress[]>();

  /** Rows by code. `streetOf` names the street of an address; null when it has none. */
  static async from(
    rows: readonly Component[],
    kindOf: (code: string) => ComponentKind | null,
    streetOf: (address: string) => string | null,
  ): Promise<ComponentBook> {
    const book = new ComponentBook();
    for (const [n, component] of rows.entries()) {
      if (n % SLICE === SLICE - 1) await breathe();
      book.#add(component, kindOf(component.code), streetOf);
    }
    return book;
  }

  /** Within so many metres, nearest first. */
  near(pin: Pin, metres: number, limit: number): { component: Component; distance: number }[] {
    const reach = Math.ceil(metres / METRES_PER_CELL);
    const [x, y] = cellOf(pin);
    const found: { component: Component; distance: number }[] = [];
    for (let dx = -reach; dx <= reach; dx += 1) {
      for (let dy = -reach; dy <= reach; dy += 1) {
        for (const { component } of this.#cells.get(`${x + dx}:${y + dy}`) ?? []) {
          const distance = distanceMeters(pin, component);
          if (distance <= metres) found.push({ component, distance });
        }
      }
    }
    return found.sort((a, b) => a.distance - b.distance).slice(0, limit);
  }

  /** Those in a box, in no order; none, but how many, where they are more than `most`. */
  within(box: Box, most: number): { n: number; components: Component[] } {
    const [x0, y0] = cellOf({ lon: box.west, lat: box.south });
    const [x1, y1] = cellOf({ lon: box.east, lat: box.north });
    const isIn = ({ lon, lat }: Component) =>
      lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north;
    const components: Component[] = [];
    let n = 0;
    for (let x = x0; x <= x1; x += 1) {
      for (let y = y0; y <= y1; y += 1) {
        for (const { component } of this.#cells.get(`${x}:${y}`) ?? []) {
          if (!isIn(component)) continue;
          n += 1;
          if (n <= most) components.push(component);
        }
      }
    }
    return n > most ? { n, components: [] } : { n, components };
  }

  /** Those whose code begins with the digits, or that hold every word; the nearest to a pin first, else by code. */
  find(text: string, pin: Pin | null, limit: number): { component: Component; distance: number | null }[] {
    const asked = normaliseText(text).replaceAll(' ', '');
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const fits = /^\d{4,}$/.test(asked)
      ? ({ component }: Entry) => component.code.startsWith(asked) || component.code.endsWith(asked)
      : ({ plain, kindZh }: Entry) => words.every((word) => plain.includes(word) || abbreviates(kindZh, word));
    const found = this.#entries
      .filter(fits)
      .map(({ component }) => ({ component, distance: pin && distanceMeters(pin, component) }));
    if (pin) found.sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0));
    return found.slice(0, limit);
  }

  /** Addresses of a street that components tell of. */
  onStreet(street: string): readonly KnownAddress[] {
    return this.#streets.get(street) ?? [];
  }

  #add(component: Component, kind: ComponentKind | null, streetOf: (address: string) => string | null): void {
    const { name, code, lon, lat, gridCode } = component;
    const kindZh = kind?.zh ?? '';
    const entry = { component, kindZh, plain: normaliseText(`${name} ${kindZh} ${kind?.en ?? ''} ${code}`) };
    this.#entries.push(entry);
    push(this.#cells, cellOf(component).join(':'), entry);
    const address = kindZh !== '' && name.endsWith(kindZh) ? name.slice(0, -kindZh.length) : name;
    const street = streetOf(address);
    if (street !== null) push(this.#streets, street, { address, lon, lat, gridCode });
  }
}

/** The 4 digits of a component's code that name its kind; '' for what is no such code. */
export function kindCodeOf(code: string): string {
  const parsed = parseComponentCode(code);
  return parsed ? parsed.group + parsed.kind : '';
}

function cellOf({ lon, lat }: Pin): [number, number] {
  return [Math.floor(lon / CELL), Math.floor(lat / CELL)];
}

/** Whether a word is the pinyin initials of a part of a kind's name. */
function abbreviates(kindZh: string, word: string): boolean {
  if (word.length < 2 || !/^[a-z]+$/.test(word)) return false;
  const name = Array.from(kindZh);
  return name.some((_, from) => Array.from(word).every((letter, n) => hasInitial(name[from + n] ?? '', letter)));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

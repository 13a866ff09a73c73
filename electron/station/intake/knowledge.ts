import type { GridNames } from '#shared/contract/intakeViews.ts';
import { parentGrid } from '#shared/domain/codes.ts';
import { normaliseAddress } from '#shared/domain/search.ts';
import type { Cache } from '../cache/cache.ts';
import type { Log } from '../log.ts';
import { ComponentBook, kindCodeOf } from './componentBook.ts';
import { District, type Ground } from './district.ts';

export interface NamedArea {
  code: string;
  name: string;
  plain: string;
  tier: 'community' | 'unit';
}

/** What this desk knows of the district, for the intake form: its ground from files, its components from the cache. */
export class Knowledge {
  readonly #cache: Cache;
  readonly #district: District;
  /** the book, and of which state of the cache it is */
  #book: { of: string; book: Promise<ComponentBook> } | null = null;
  #areas: { of: string; areas: NamedArea[] } | null = null;

  constructor(cache: Cache, folder: string | null, log: Log) {
    this.#cache = cache;
    this.#district = new District(folder, log);
  }

  ground(): Promise<Ground> {
    return this.#district.ground();
  }

  /** Made anew when a component has changed since. */
  async components(): Promise<ComponentBook> {
    const ground = await this.ground();
    const { entities } = this.#cache.stores;
    const of = `${this.#cache.live}:${entities.changes('component')}`;
    if (this.#book?.of === of) return this.#book.book;
    const book = ComponentBook.from(
      entities.list('component'),
      (code) => ground.kinds.get(kindCodeOf(code)) ?? null,
      (address) => ground.streets?.split(address)?.street ?? null,
    );
    this.#book = { of, book };
    return book;
  }

  /** Communities and unit grids with their names as addresses are compared. */
  areas(): readonly NamedArea[] {
    const { entities } = this.#cache.stores;
    const of = `${this.#cache.live}:${entities.changes('grid')}`;
    if (this.#areas?.of !== of) {
      const grids = entities.list('grid').filter(({ tier }) => tier !== 'street');
      this.#areas = {
        of,
        areas: grids.map(({ code, name, tier }) => ({
          ...{ code, name, plain: normaliseAddress(name) },
          tier: tier === 'unit' ? 'unit' : 'community',
        })),
      };
    }
    return this.#areas.areas;
  }

  /** Names of a unit grid and those above it, as the centre calls them. */
  gridNames(code: string): GridNames {
    const nameOf = (grid: string | null) =>
      grid === null ? '' : (this.#cache.stores.entities.get('grid', grid)?.name ?? '');
    const community = parentGrid(code);
    const street = community && parentGrid(community);
    return { code, unit: nameOf(code || null), community: nameOf(community), street: nameOf(street) };
  }
}

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { taxonomySchema } from '#shared/district/taxonomy.ts';
import { rankCategories } from '#shared/domain/intake/categories.ts';
import { seededRandom } from '#shared/geo/index.ts';
import { catalogueOf } from '../../gateway/simulator/districtFiles.ts';

const file = new URL('../../resources/taxonomy/taxonomy.json', import.meta.url);
const taxonomy = taxonomySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const REPORTS = 5000;
const MOST_KEYS = 3;

/** How often each type is met among so many reports of the simulated district. */
function useOf(seed: number): Map<string, number> {
  const catalogue = catalogueOf(taxonomy);
  const total = catalogue.reduce((sum, { weight }) => sum + weight, 0);
  const random = seededRandom(seed);
  const use = new Map<string, number>();
  for (let n = 0; n < REPORTS; n += 1) {
    let draw = random() * total;
    const met = catalogue.find(({ weight }) => (draw -= weight) < 0) ?? catalogue[0];
    if (met) use.set(met.type.code, (use.get(met.type.code) ?? 0) + 1);
  }
  return use;
}

test.each([1, 2, 3])(
  '[ST242] the twenty most frequent categories are first after three keys at most (run %i)',
  (seed) => {
    const use = useOf(seed);
    const common = taxonomy.types.toSorted((a, b) => (use.get(b.code) ?? 0) - (use.get(a.code) ?? 0)).slice(0, 20);
    const first = (typed: string) => rankCategories(taxonomy.types, typed, use)[0]?.code;
    const keysTo = ({ code, pinyin }: { code: string; pinyin: string }) =>
      Array.from({ length: MOST_KEYS }, (_, n) => pinyin.slice(0, n + 1)).find((typed) => first(typed) === code);
    const typed = common.map((type) => ({ zh: type.zh, keys: keysTo(type) }));
    console.log(typed.map(({ zh, keys }) => `${zh} ${keys}`).join(', '));
    expect(common).toHaveLength(20);
    expect(typed.filter(({ keys }) => keys === undefined)).toEqual([]);
  },
);

import { expect, it } from 'vitest';
import { type Aside, type Asides, NO_ASIDES, withAside } from './aside.ts';

const aside = (at: number): Aside => ({ reasons: [], reason: 'r', by: 'u', at });

it('[ST252] keeps the newest few hundred, and lets one go that is proposed again', () => {
  const many = Array.from({ length: 350 }, (_, at) => at).reduce<Asides>(
    (asides, at) => withAside(asides, `c${at}`, aside(at)),
    NO_ASIDES,
  );
  expect(Object.keys(many.byCase)).toHaveLength(300);
  expect(many.byCase['c349']).toEqual(aside(349));
  expect(many.byCase['c0']).toBeUndefined();
  expect(withAside(many, 'c349', null).byCase['c349']).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasInitial } from './initials.ts';
import { normaliseText } from './search.ts';
import { holds, indexTerms, queryTerms, type Searched, wordsOf } from './searchTerms.ts';

const SIGNS = Array.from('井盖破损长江路灯单元A座bＢ12３ ，é𠮷か-');
const text = fc.array(fc.constantFrom(...SIGNS), { maxLength: 16 }).map((signs) => signs.join(''));
const searched: fc.Arbitrary<Searched> = fc.record({ named: text, text });

/** What an operator may type for a part of a name: some of its characters as written, some by an initial. */
const queryOf = ({ named }: Searched): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(16), fc.integer({ min: 1, max: 6 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
    .map(([from, length, spelled]) =>
      Array.from(normaliseText(named))
        .slice(from, from + length)
        .map((sign, i) =>
          spelled[i] ? (Array.from('abcdefghijklmnopqrstuvwxyz').find((l) => hasInitial(sign, l)) ?? sign) : sign,
        )
        .join(''),
    );

const isIndexed = (query: string, subject: Searched): boolean => {
  const index = new Set(indexTerms(subject).split(' '));
  return queryTerms(query).every((term) => index.has(term));
};

describe('search terms', () => {
  it('lead to everything that holds the query', () => {
    const some = fc.tuple(searched, searched).chain(([one, other]) => fc.tuple(fc.constant(one), queryOf(other)));
    const own = searched.chain((one) => fc.tuple(fc.constant(one), queryOf(one)));
    fc.assert(
      fc.property(fc.oneof(own, some), ([subject, query]) => {
        if (holds(wordsOf(query), subject)) expect(isIndexed(query, subject)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('every part of a name of two or more characters, written or spelled, is held by it', () => {
    fc.assert(
      fc.property(
        searched.chain((one) => fc.tuple(fc.constant(one), queryOf(one))),
        ([subject, query]) => {
          fc.pre(wordsOf(query).every((word) => Array.from(word).length > 1));
          expect(holds(wordsOf(query), subject)).toBe(true);
        },
      ),
    );
  });

  it.each<[query: string, terms: string[]]>([
    ['井', ['井']],
    ['井盖破', ['井盖', '盖破']],
    ['井盖 路', ['井盖', '路']],
    ['jg', ['jg']],
    ['jgps', ['jgp', 'gps']],
    ['js路', ['js', '路']],
    ['j路', ['路']],
    ['12号', ['12', '2号']],
    ['2026', ['202', '026']],
    ['ＪＧ', ['jg']],
    ['  ""*() §', []],
  ])('of %s are %j', (query, terms) => {
    expect(queryTerms(query)).toEqual(terms);
  });
});

describe('what holds a query', () => {
  const subject = { named: '长江路12号附近井盖破损 建设路A座', text: '990101001001 现场无人看守' };
  it.each([
    '路',
    '井盖',
    '建设路 井盖',
    'jgps',
    'JGPS',
    'ｊｇｐｓ',
    'cjl',
    'zjl',
    'js路',
    'cjl12',
    '12号附近',
    'jslaz',
    '0101001',
    '看守 js',
    'A座',
    'ａ座',
  ])('%s', (query) => {
    expect(holds(wordsOf(query), subject)).toBe(true);
    expect(isIndexed(query, subject)).toBe(true);
  });
  it.each(['灯', '井破', 'xcwr', 'jsd', '13号', 'j', '看守 灯', '建设路B座'])('not %s', (query) => {
    expect(holds(wordsOf(query), subject)).toBe(false);
  });
});

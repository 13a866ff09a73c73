import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counts, noCounts } from './counts.ts';
import { FIGURE_NAMES, FIGURES, type FigureDefinition, figureOf, rateText } from './figures.ts';

/** A monthly report as published by a district. */
const PUBLISHED: Counts = { ...noCounts(), received: 1054, filed: 996, due: 972, closed: 911, closedOnTime: 737 };

describe('evaluation figures', () => {
  it('agree with a published monthly report', () => {
    expect(rateText(figureOf('closing-rate', PUBLISHED).value)).toBe('93.72 %');
    expect(rateText(figureOf('on-time-closing-rate', PUBLISHED).value)).toBe('75.82 %');
    expect(rateText(figureOf('filing-rate', PUBLISHED).value)).toBe('94.50 %');
    expect(figureOf('closing-rate', PUBLISHED).n).toBe(972);
    expect(figureOf('reports', PUBLISHED)).toEqual({ name: 'reports', value: 1054, n: null });
  });

  it('show “–” when there is nothing to divide by', () => {
    for (const name of FIGURE_NAMES) {
      const figure = figureOf(name, noCounts());
      if (FIGURES[name].kind === 'count') expect(figure).toEqual({ name, value: 0, n: null });
      else expect(figure).toEqual({ name, value: null, n: 0 });
    }
    expect(rateText(null)).toBe('–');
    expect(rateText(0)).toBe('0.00 %');
    expect(rateText(1)).toBe('100.00 %');
  });

  it('compute what their written formula says', () => {
    const number = fc.integer({ min: 1, max: 10_000 });
    const shape: { [K in keyof Counts]: fc.Arbitrary<Counts[K]> } = {
      ...(Object.fromEntries(Object.keys(noCounts()).map((key) => [key, number])) as Record<
        Exclude<keyof Counts, 'stages'>,
        fc.Arbitrary<number>
      >),
      stages: fc.record({
        accept: fc.record({ finished: number, totalMs: number }),
        dispatch: fc.record({ finished: number, totalMs: number }),
        handle: fc.record({ finished: number, totalMs: number }),
        verify: fc.record({ finished: number, totalMs: number }),
      }),
    };
    fc.assert(
      fc.property(fc.constantFrom(...FIGURE_NAMES), fc.record(shape), (name, counts) => {
        const definition: FigureDefinition = FIGURES[name];
        expect(figureOf(name, counts).value).toBeCloseTo(evaluate(definition.formula, counts), 9);
      }),
    );
  });
});

/** Reads a formula of counts, +, −, ÷ and brackets, so that the documented text is what is tested. */
function evaluate(formula: string, counts: Counts): number {
  const tokens = formula.match(/[\w.]+|[()+−÷]/gu) ?? [];
  let next = 0;
  const value = (): number => {
    const token = tokens[next] ?? '';
    next += 1;
    if (token !== '(') return countOf(token, counts);
    const inner = sum();
    next += 1;
    return inner;
  };
  const quotient = (): number => {
    let left = value();
    while (tokens[next] === '÷') {
      next += 1;
      left /= value();
    }
    return left;
  };
  const sum = (): number => {
    let left = quotient();
    while (tokens[next] === '+' || tokens[next] === '−') {
      const sign = tokens[next] === '+' ? 1 : -1;
      next += 1;
      left += sign * quotient();
    }
    return left;
  };
  return sum();
}

function countOf(path: string, counts: Counts): number {
  const found = path.split('.').reduce<unknown>((value, key) => {
    return value !== null && typeof value === 'object'
      ? Object.entries(value).find(([name]) => name === key)?.[1]
      : undefined;
  }, counts);
  if (typeof found !== 'number') throw new Error(`no count ${path}`);
  return found;
}

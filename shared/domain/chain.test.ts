import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseAction, CaseEvent } from './case.ts';
import { canonicalJson, sealEvent, verifyChain } from './chain.ts';
import { contextOf, MONDAY_TEN, operator, REPORT, worker } from './fixtures.ts';
import { applyAction, openCase } from './lifecycle.ts';

function history(): CaseEvent[] {
  const opened = openCase(REPORT, contextOf(worker('w00001'), MONDAY_TEN));
  const events = [sealEvent(opened.event, 'e1', null)];
  let current = opened.case;
  const steps = [
    [operator('intake'), { action: 'accept', payload: { note: '属实' } }],
    [operator('dispatcher'), { action: 'dispatch', payload: { departmentId: 'water', workerIds: ['w00002'] } }],
    [worker('w00002'), { action: 'start', payload: {} }],
    [worker('w00002'), { action: 'report-back', payload: { note: '已更换' } }],
  ] as const;
  for (const [who, action] of steps) {
    const copy = JSON.parse(JSON.stringify(action)) as CaseAction;
    const outcome = applyAction(current, copy, contextOf(who, MONDAY_TEN + events.length * 60_000));
    if (!outcome.ok) throw new Error(outcome.reason);
    events.push(sealEvent(outcome.event, `e${events.length + 1}`, events[events.length - 1] ?? null));
    current = outcome.case;
  }
  return events;
}
const events = history();
const index = fc.nat(events.length - 1);

/** Every path to a value inside a line, so that an edit can be planted anywhere. */
function paths(value: unknown, prefix: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [prefix];
  const inner = Object.entries(value).flatMap(([key, field]) => paths(field, [...prefix, key]));
  return inner.length > 0 ? inner : [prefix];
}

function edited(line: CaseEvent, path: readonly string[], value: unknown): CaseEvent {
  const copy: unknown = JSON.parse(JSON.stringify(line));
  let holder = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path[path.length - 1] ?? '';
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy as CaseEvent;
}

describe('the history chain', () => {
  it('accepts the history as written, and an empty one', () => {
    expect(events.map((event) => event.n)).toEqual([1, 2, 3, 4, 5]);
    expect(verifyChain(events)).toEqual({ ok: true });
    expect(verifyChain([])).toEqual({ ok: true });
  });

  it('detects any edit of any field of any line, at that line', () => {
    const everywhere = events.flatMap((line, at) => paths(line).map((path) => ({ at, path })));
    fc.assert(
      fc.property(
        fc.constantFrom(...everywhere),
        fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
        ({ at, path }, value) => {
          const line = events[at] as CaseEvent;
          const changed = edited(line, path, value);
          fc.pre(canonicalJson(changed) !== canonicalJson(line));
          expect(verifyChain(events.with(at, changed))).toEqual({ ok: false, n: at + 1 });
        },
      ),
      { numRuns: 1000 },
    );
    for (const { at, path } of everywhere) {
      const without = edited(events[at] as CaseEvent, path, undefined);
      expect(verifyChain(events.with(at, without)).ok, `line ${at + 1} without ${path.join('.')}`).toBe(false);
    }
  });

  it('detects a field added to a line', () => {
    fc.assert(
      fc.property(index, (at) => {
        const line = { ...(events[at] as CaseEvent), remark: 'added' };
        expect(verifyChain(events.with(at, line))).toEqual({ ok: false, n: at + 1 });
      }),
    );
  });

  it('detects a line removed, doubled, swapped or moved', () => {
    fc.assert(
      fc.property(index, index, (a, b) => {
        const removed = events.filter((_, at) => at !== a);
        if (a < events.length - 1) expect(verifyChain(removed).ok).toBe(false);
        expect(verifyChain(events.toSpliced(a, 0, events[a] as CaseEvent)).ok).toBe(false);
        fc.pre(a !== b);
        expect(verifyChain(events.with(a, events[b] as CaseEvent).with(b, events[a] as CaseEvent)).ok).toBe(false);
      }),
    );
  });

  it('detects a line re-hashed after an edit, because the next one holds the old hash', () => {
    const second = events[1] as CaseEvent;
    const { id, n: _n, previousHash: _previous, hash: _hash, ...draft } = { ...second, note: '改过' };
    const forged = sealEvent(draft, id, events[0] ?? null);
    expect(verifyChain(events.with(1, forged))).toEqual({ ok: false, n: 3 });
  });

  it('detects a cut-off end and a forged last line when the head is known', () => {
    const head = events[events.length - 1] as CaseEvent;
    expect(verifyChain(events, head)).toEqual({ ok: true });
    expect(verifyChain(events.slice(0, -1))).toEqual({ ok: true });
    expect(verifyChain(events.slice(0, -1), head)).toEqual({ ok: false, n: 5 });
  });

  it('detects a line of another case', () => {
    const other = sealEvent({ ...(events[4] as CaseEvent), caseId: 'another' }, 'e5', events[3] ?? null);
    expect(verifyChain(events.with(4, other))).toEqual({ ok: false, n: 5 });
  });

  it('survives the wire: the order of keys and absent fields do not matter', () => {
    const reordered = events.map(
      (event) => Object.fromEntries(Object.entries(event).reverse()) as unknown as CaseEvent,
    );
    expect(verifyChain(reordered)).toEqual({ ok: true });
    expect(verifyChain(JSON.parse(JSON.stringify(events)) as CaseEvent[])).toEqual({ ok: true });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseEvent } from '#shared/domain/case.ts';
import { sealEvent, verifyChain } from '#shared/domain/chain.ts';
import type { Db } from '../db/driver.ts';
import { cacheForTest } from './cacheForTest.ts';
import { HistoryStore } from './historyStore.ts';

let db: Db;
let store: HistoryStore;
beforeEach(() => {
  ({ db } = cacheForTest());
  store = new HistoryStore(db, 'a');
});
afterEach(() => {
  db.close();
});

const BEGIN = Date.UTC(2026, 0, 1);

/** A history as the centre seals it: a line a minute. */
function history(lines: number, begin = BEGIN): CaseEvent[] {
  const caseId = uuidv7();
  const events: CaseEvent[] = [];
  for (let i = 0; i < lines; i += 1) {
    const at = begin + i * 60_000;
    const draft = {
      ...({
        caseId,
        action: i === 0 ? 'report' : 'annotate',
        from: i === 0 ? null : 'reported',
        to: 'reported',
      } as const),
      ...{ actor: { id: 'w00001', name: '张三', kind: 'terminal' } as const, at, deskAt: at - 250 },
      ...{ note: `第 ${i + 1} 次到现场，已设置临时警示，请尽快派人处理。`.repeat(1 + (i % 3)), media: [], detail: {} },
    };
    events.push(sealEvent(draft, uuidv7({ msecs: at + 3 }), events.at(-1) ?? null));
  }
  return events;
}

test('[ST55] a history comes back whole, in order, however its lines came, and its chain holds', () => {
  const events = history(12);
  for (const event of [...events.slice(6), ...events.slice(0, 7)]) store.put(event);
  const [caseId = ''] = events.map((event) => event.caseId);
  expect(store.of(caseId)).toEqual(events);
  expect(verifyChain(store.of(caseId))).toEqual({ ok: true });
  expect(store.of(uuidv7())).toEqual([]);
});

test('[ST55] a line changed on disk breaks the chain', () => {
  const events = history(3);
  for (const event of events) store.put(event);
  db.exec('UPDATE case_events_a SET hash = zeroblob(32) WHERE n = 2');
  expect(verifyChain(store.of(events[0]?.caseId ?? '')).ok).toBe(false);
  db.exec('UPDATE case_events_a SET at = at + 1 WHERE n = 3');
  expect(verifyChain(store.of(events[0]?.caseId ?? '')).ok).toBe(false);
});

test('a line that is there stays as it is, and goes by its id, whatever clock made that', () => {
  const events = history(3);
  for (const event of events) store.put(event);
  const [first, second] = events;
  if (!first || !second) throw new Error('no lines');
  store.put({ ...second, note: '改' });
  expect(store.of(first.caseId)).toEqual(events);
  const stray = { ...first, id: 'F47AC10B-58CC-4372-A567-0E02B2C3D479', caseId: uuidv7() };
  store.put(stray);
  store.remove(stray.id);
  store.remove(second.id);
  store.remove(uuidv7());
  expect(store.of(stray.caseId)).toEqual([]);
  expect(store.of(first.caseId).map(({ n }) => n)).toEqual([1, 3]);
});

test('[ST56] lines of the first layout are shown at once and moved in steps, the newest first', () => {
  db.exec(`CREATE TABLE IF NOT EXISTS earlier_events_a (rid INTEGER PRIMARY KEY, id TEXT);
    DROP TABLE earlier_events_a;
    CREATE TABLE earlier_events_a (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, case_id TEXT NOT NULL,
      n INTEGER NOT NULL, at INTEGER NOT NULL, action TEXT NOT NULL, value TEXT NOT NULL)`);
  const insert = db.prepare(
    'INSERT INTO earlier_events_a (id, case_id, n, at, action, value) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const histories = Array.from({ length: 40 }, (_, i) => history(6, BEGIN + i * 3_600_000));
  for (const event of histories.flat())
    insert.run(event.id, event.caseId, event.n, event.at, event.action, JSON.stringify(event));
  store = new HistoryStore(db, 'a');
  const [oldest = [], gone = []] = histories;
  expect(store.of(oldest[0]?.caseId ?? '')).toEqual(oldest);
  for (const event of gone) store.remove(event.id);
  store.removeCase(histories[2]?.[0]?.caseId ?? '');
  store.removeCase(oldest[0]?.caseId ?? '');
  expect([...store.of(oldest[0]?.caseId ?? ''), ...store.of(histories[2]?.[0]?.caseId ?? '')]).toEqual([]);
  expect(store.earlier.step()).toBe(false);
  expect(store.newest(2).map(({ id }) => id)).toEqual(
    histories
      .at(-1)
      ?.slice(-2)
      .reverse()
      .map(({ id }) => id),
  );
  // What the centre sends again meanwhile is there once.
  for (const event of histories[2] ?? []) store.put(event);
  while (!store.earlier.step());
  for (const events of histories.slice(2)) expect(store.of(events[0]?.caseId ?? '')).toEqual(events);
  expect(store.of(gone[0]?.caseId ?? '')).toEqual([]);
  expect(db.prepare('SELECT COUNT(*) FROM earlier_events_a').pluck().get()).toBe(0);
  expect(new HistoryStore(db, 'a').earlier.complete).toBe(true);
});

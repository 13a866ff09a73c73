import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Command } from '#shared/protocol/commands.ts';
import { cacheForTest } from '../cache/cacheForTest.ts';
import { nothingApplied } from '../cache/cache.ts';
import { Outbox } from '../outbox/outbox.ts';
import { CentreAlarms } from './centreAlarms.ts';
import { Alarms } from './alarms.ts';

const START = 1_800_000_000_000;
const command: Command = {
  ...{ id: '0190f7a2-0000-7000-8000-000000000001', version: 1, kind: 'order', priority: 'flash', title: '到东门' },
  ...{ text: '', issuedAt: START, requires: 'accepted', workerIds: ['w1'], state: 'open', cancelReason: null },
  issuedBy: { id: 'lead', name: '值班长', kind: 'operator' },
};
const put = (value: Command) => ({
  ...{
    seq: value.version,
    entity: 'command' as const,
    id: value.id,
    version: value.version,
    op: 'put' as const,
    value,
  },
});

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a command that a second person agreed to alarms ten seconds after that, when no terminal has it', () => {
  const { db, cache } = cacheForTest();
  const alarms = new Alarms({
    ...{ db, log: pino({ level: 'silent' }), serverNow: () => Date.now(), deliveredTo: () => 0 },
    ...{ command: (id) => cache.stores.records.command(id)?.shown ?? null, raised: () => undefined },
    changed: () => undefined,
    centre: new CentreAlarms(cache, new Outbox(db)),
  });
  const take = (value: Command) => {
    const applied = nothingApplied();
    cache.apply(put(value), applied);
    for (const sent of applied.sentCommands) alarms.commandSent(sent);
  };
  take({ ...command, state: 'proposed', confirm: { why: ['flash'], by: null, at: null } });
  vi.advanceTimersByTime(600_000);
  expect(alarms.list()).toEqual([]);
  const confirm = {
    why: ['flash' as const],
    by: { id: 'd', name: '派遣员', kind: 'operator' as const },
    at: Date.now(),
  };
  take({ ...command, version: 2, confirm });
  vi.advanceTimersByTime(9000);
  expect(alarms.list()).toEqual([]);
  vi.advanceTimersByTime(1500);
  expect(alarms.list()).toMatchObject([{ kind: 'no-receipt', subjectId: command.id, title: '到东门（0/1）' }]);
  alarms.stop();
  db.close();
});

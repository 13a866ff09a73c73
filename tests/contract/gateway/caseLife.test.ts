import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '#shared/domain/chain.ts';
import type { CaseEvent } from '#shared/domain/case.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, type Client, follow, newId, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;
const clients: Client[] = [];
const consoleOf = async (name: string) => keep(await openConsole(gateway.url, name));
const terminalOf = async (id: string) => keep(await openTerminal(gateway.url, id));
function keep(client: Client): Client {
  clients.push(client);
  return client;
}

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  for (const client of clients) client.close();
  await gateway.end();
  removeFolder(gateway.data);
});

interface Delta {
  changes: { entity: string; id: string; seq: number; value: Record<string, unknown> }[];
}

describe('the life of a case', () => {
  it('[GW1] goes from a report to closed by ops and terminals, with receipts, history and deltas', async () => {
    const [intake, dispatcher, watcher] = [
      await consoleOf('intake'),
      await consoleOf('dispatcher'),
      await consoleOf('lead'),
    ];
    await follow(watcher);
    const [reporter, handler, checker] = [
      await terminalOf('w00001'),
      await terminalOf('w00002'),
      await terminalOf('w00003'),
    ];

    const report = aReport();
    expect(await reporter.ask('report', report)).toEqual({ ok: true, caseId: report.id });
    const entityId = report.id;

    const accepted = await intake.op('case.accept', {}, { entityId, baseVersion: 1 });
    expect(accepted).toMatchObject({ ok: true, result: { state: 'accepted', version: 2 } });
    const dispatched = await dispatcher.op(
      'case.dispatch',
      { departmentId: 'urban-management', workerIds: ['w00002'], note: '请尽快' },
      { entityId, baseVersion: 2 },
    );
    expect(dispatched).toMatchObject({ ok: true, result: { state: 'dispatched' } });

    const order = await handler.hears<{ id: string; caseId: string; kind: string; title: string }>('command');
    expect(order).toMatchObject({
      kind: 'order',
      caseId: entityId,
      requires: 'accepted',
      priority: expect.any(String),
    });
    for (const state of ['read', 'accepted', 'arrived'] as const) {
      expect(await handler.ask('receipt', { commandId: order.id, state, at: Date.now() })).toEqual({ ok: true });
    }
    const step = (action: string, note?: string) => ({ id: newId(), caseId: entityId, action, at: Date.now(), note });
    expect(await handler.ask('case:action', step('start'))).toEqual({ ok: true, state: 'handling' });
    expect(await handler.ask('case:action', step('report-back', '已更换井盖'))).toEqual({
      ok: true,
      state: 'reported-back',
    });

    const sent = await dispatcher.op('case.send-to-verify', { workerId: 'w00003' }, { entityId });
    expect(sent).toMatchObject({ ok: true, result: { state: 'verifying' } });
    expect(await checker.hears('command')).toMatchObject({ kind: 'check', caseId: entityId });
    expect(await checker.ask('case:action', step('verify-pass', '现场已恢复'))).toEqual({ ok: true, state: 'closed' });

    const closed = await watcher.hears<Delta>('delta', (delta) =>
      delta.changes.some(
        (change) => change.entity === 'case' && change.id === entityId && change.value.state === 'closed',
      ),
    );
    expect(closed.changes.at(-1)?.seq).toBeGreaterThan(0);
    const { rows } = await watcher.ask('query', { kind: 'case-events', caseId: entityId });
    const history = rows as CaseEvent[];
    expect(history.map((event) => event.action)).toEqual([
      'report',
      'accept',
      'dispatch',
      'start',
      'report-back',
      'send-to-verify',
      'verify-pass',
    ]);
    expect(verifyChain(history)).toEqual({ ok: true });
    const seen = watcher.all<Delta>('delta').flatMap((delta) => delta.changes);
    const states = seen
      .filter((change) => change.entity === 'receipt' && change.value.workerId === 'w00002')
      .map((change) => change.value.state);
    expect(new Set(states)).toEqual(new Set(['delivered', 'read', 'accepted', 'arrived']));
    expect(seen.map((change) => change.seq)).toEqual(seen.map((_, i) => (seen[0]?.seq ?? 0) + i));
  });
});

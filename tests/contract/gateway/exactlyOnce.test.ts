import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, type Client, newId, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => {
  await gateway.end();
  removeFolder(gateway.data);
});

async function restart(signal: NodeJS.Signals): Promise<void> {
  await gateway.end(signal);
  gateway = await startGateway({ data: gateway.data, port: gateway.port });
}
const historyOf = async (client: Client, caseId: string) =>
  ((await client.ask('query', { kind: 'case-events', caseId })).rows as { action: string }[]).map(
    (event) => event.action,
  );

describe('exactly once in effect', () => {
  it('[GW2] answers the same op, report and receipt the same again, also after a restart', async () => {
    let [intake, worker] = [await openConsole(gateway.url, 'intake'), await openTerminal(gateway.url, 'w00010')];
    const [report, opId] = [aReport(), newId()];
    const accept = (client: Client) => client.op('case.accept', {}, { entityId: report.id, baseVersion: 1, id: opId });
    const first = await worker.ask('report', report);
    const accepted = await accept(intake);
    expect(accepted.ok).toBe(true);
    expect(await worker.ask('report', report)).toEqual(first);
    expect(await accept(intake)).toEqual(accepted);

    const lead = await openConsole(gateway.url, 'lead');
    const commandId = newId();
    const issue = {
      id: commandId,
      kind: 'notice',
      priority: 'routine',
      title: '通知',
      text: '',
      issuedAt: Date.now(),
      requires: 'read',
    } as const;
    expect((await lead.op('command.issue', { ...issue, recipients: { workers: ['w00010'] } })).ok).toBe(true);
    await worker.hears('command');
    const read = { commandId, state: 'read', at: Date.now() };
    expect(await worker.ask('receipt', read)).toEqual({ ok: true });
    for (const client of [intake, worker, lead]) client.close();

    await restart('SIGTERM');
    [intake, worker] = [await openConsole(gateway.url, 'intake'), await openTerminal(gateway.url, 'w00010')];
    const { epoch, seq } = await intake.hears<{ epoch: string; seq: number }>('welcome');
    expect(await worker.ask('report', report)).toEqual(first);
    expect(await accept(intake)).toEqual(accepted);
    expect(await worker.ask('receipt', read)).toEqual({ ok: true });
    expect(await historyOf(intake, report.id)).toEqual(['report', 'accept']);
    const since = await intake.ask('sync', { epoch, seq, limit: 100 });
    // Who sits where is all that has changed.
    expect((since.changes as { entity: string }[]).filter(({ entity }) => entity !== 'seat')).toEqual([]);
    expect(worker.all('command')).toEqual([]);
    for (const client of [intake, worker]) client.close();
  });

  it('[GW3] keeps every acknowledged op through kill -9', async () => {
    const intake = await openConsole(gateway.url, 'intake');
    const acked: string[] = [];
    const sending = Array.from({ length: 400 }, async () => {
      const entityId = newId();
      const { id: _, category, at: __, ...rest } = aReport();
      const answer = await intake
        .op('case.create', { ...rest, categoryCode: category, source: 'hotline' }, { entityId })
        .catch(() => ({ ok: false }));
      if (answer.ok) acked.push(entityId);
      if (acked.length === 50) gateway.process.kill('SIGKILL');
    });
    await intake.hears('disconnect');
    intake.close();
    await restart('SIGKILL');
    const kept = acked.slice();
    expect(kept.length).toBeGreaterThanOrEqual(50);
    const lead = await openConsole(gateway.url, 'lead');
    for (const id of kept) expect(await historyOf(lead, id)).toEqual(['report']);
    lead.close();
    await Promise.allSettled(sending);
  });

  it('[GW4] delivers a command that was issued while the terminal was away, once, also after kill -9', async () => {
    const lead = await openConsole(gateway.url, 'lead');
    const id = newId();
    const fields = {
      id,
      kind: 'order',
      priority: 'urgent',
      title: '到岗',
      text: '',
      issuedAt: Date.now(),
      requires: 'accepted',
    } as const;
    const issued = await lead.op('command.issue', { ...fields, recipients: { workers: ['w00011'] } });
    expect(issued).toMatchObject({ ok: true, result: { recipients: 1 } });
    lead.close();
    await restart('SIGKILL');
    const worker = await openTerminal(gateway.url, 'w00011');
    expect(worker.all<{ pending: number }>('welcome')[0]?.pending).toBe(1);
    expect(await worker.hears('command')).toMatchObject({ id, title: '到岗' });
    const after = await openConsole(gateway.url, 'lead');
    await expect.poll(async () => receiptStates(after, id)).toEqual(['delivered']);
    worker.close();
    const again = await openTerminal(gateway.url, 'w00011');
    expect(again.all<{ pending: number }>('welcome')[0]?.pending).toBe(0);
    for (const client of [again, after]) client.close();
  });

  it('[GW5] never delivers a cancelled or expired command, and withdraws a delivered one', async () => {
    const lead = await openConsole(gateway.url, 'lead');
    const online = await openTerminal(gateway.url, 'w00012');
    const issue = async (expiresAt?: number) => {
      const id = newId();
      const fields = {
        id,
        kind: 'notice',
        priority: 'routine',
        title: '通知',
        text: '',
        issuedAt: Date.now(),
        requires: 'read',
        expiresAt,
      } as const;
      await lead.op('command.issue', { ...fields, recipients: { workers: ['w00012', 'w00013'] } });
      return id;
    };
    const expiresAt = Date.now() + 400;
    const [cancelled, expiring, kept] = [await issue(), await issue(expiresAt), await issue()];
    await online.hears<{ id: string }>('command', (command) => command.id === cancelled);
    expect((await lead.op('command.cancel', { reason: '误发' }, { entityId: cancelled })).ok).toBe(true);
    expect(await online.hears('command:cancel')).toEqual({ id: cancelled, reason: '误发' });
    await expect.poll(() => Date.now() > expiresAt).toBe(true);
    const late = await openTerminal(gateway.url, 'w00013');
    await late.hears<{ id: string }>('command', (command) => command.id === kept);
    expect(late.all<{ id: string }>('command').map((command) => command.id)).toEqual([kept]);
    expect(expiring).not.toBe(kept);
    for (const client of [lead, online, late]) client.close();
  });
});

async function receiptStates(client: Client, commandId: string): Promise<string[]> {
  const { rows } = await client.ask('snapshot', { entity: 'receipt', after: commandId, limit: 100 });
  return (rows as { value: { commandId: string; state: string } }[])
    .filter((row) => row.value.commandId === commandId)
    .map((row) => row.value.state);
}

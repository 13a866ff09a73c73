import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Muster, MusterLine } from '#shared/domain/muster.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { CENTRE, type Client, newId, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;
let lead: Client;
let dispatcher: Client;
const units: Record<string, Client> = {};
const [A, B, C] = ['w00041', 'w00042', 'w00043'] as const;

async function connect(): Promise<void> {
  lead = await openConsole(gateway.url, 'lead');
  dispatcher = await openConsole(gateway.url, 'dispatcher');
  for (const id of [A, B, C]) units[id] = await openTerminal(gateway.url, id);
}
beforeAll(async () => {
  gateway = await startGateway();
  await connect();
});
afterAll(async () => {
  close();
  await gateway.end();
  removeFolder(gateway.data);
});
function close(): void {
  for (const client of [lead, dispatcher, ...Object.values(units)]) client.close();
}

function unit(id: string): Client {
  const client = units[id];
  if (!client) throw new Error(`no terminal of ${id}`);
  return client;
}
async function rows<T>(entity: string): Promise<T[]> {
  const { rows: found } = await lead.ask('snapshot', { entity, limit: 1000 });
  return (found as { value: T }[]).map(({ value }) => value);
}
async function musterNow(id: string, fits: (muster: Muster) => boolean): Promise<Muster> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = (await rows<Muster>('muster')).find((muster) => muster.id === id);
    if (found && fits(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the muster does not become so');
}
const linesOf = async (id: string) => (await rows<MusterLine>('muster-line')).filter(({ musterId }) => musterId === id);
const unitOf = (muster: Muster, id: string) => muster.units.find(({ workerId }) => workerId === id);

async function start(workers: string[], more: { radius?: number } = {}): Promise<{ id: string; commandId: string }> {
  const [id, commandId] = [newId(), newId()];
  const answer = await lead.op(
    'muster.start',
    {
      ...{ commandId, title: '下穿通道积水', text: '带警戒带', priority: 'flash', target: CENTRE },
      ...{ radius: more.radius ?? 100, recipients: { workers } },
    },
    { entityId: id },
  );
  expect(answer).toMatchObject({ ok: true });
  return { id, commandId };
}
const receipt = (id: string, commandId: string, state: string) =>
  unit(id).ask('receipt', { commandId, state, at: Date.now() });

describe('[GW110] a muster', () => {
  it('calls its units by a command, and is there when they are', async () => {
    const { id, commandId } = await start([A, B]);
    const heard = await unit(A).hears<Command>('command', (command) => command.id === commandId);
    expect(heard).toMatchObject({ kind: 'muster', priority: 'flash', title: '下穿通道积水', requires: 'accepted' });
    const muster = await musterNow(id, () => true);
    expect(muster.units.map(({ workerId }) => workerId)).toEqual([A, B]);
    expect(await linesOf(id)).toMatchObject([{ what: 'start', text: '带警戒带' }]);
  });

  it('[GW111] follows receipts: gathered, declined, arrived; the phases close, each line is written once', async () => {
    const { id, commandId } = await start([A, B]);
    await unit(A).hears<Command>('command', (command) => command.id === commandId);
    await receipt(A, commandId, 'accepted');
    await receipt(A, commandId, 'accepted');
    await receipt(B, commandId, 'declined');
    const gathered = await musterNow(id, ({ done }) => done.gather !== null);
    expect(unitOf(gathered, B)?.declinedAt).not.toBeNull();
    await receipt(A, commandId, 'arrived');
    const arrived = await musterNow(id, ({ done }) => done.arrive !== null);
    expect(unitOf(arrived, A)).toMatchObject({ arrivedBy: 'receipt' });
    const told = (await linesOf(id)).map(({ what, workerId, text }) => [what, workerId ?? text]);
    expect(told.filter(([what]) => what === 'gathered')).toEqual([['gathered', A]]);
    expect(told.filter(([what]) => what === 'phase').map(([, phase]) => phase)).toEqual(['arrive', 'gather']);
  });

  it('[GW112] sees who enters the scene, and nobody who is far', async () => {
    const { id } = await start([B, C], { radius: 60 });
    const at = (id: string, lon: number) => unit(id).ask('position', { t: Date.now(), lon, lat: CENTRE.lat });
    await unit(B).ask('duty', { on: true, at: Date.now() });
    await unit(C).ask('duty', { on: true, at: Date.now() });
    await at(C, CENTRE.lon + 0.01);
    await at(B, CENTRE.lon + 0.0002);
    const muster = await musterNow(id, (now) => unitOf(now, B)?.arrivedAt !== null);
    expect(unitOf(muster, B)).toMatchObject({ arrivedBy: 'geofence' });
    expect(unitOf(muster, C)?.arrivedAt).toBeNull();
  });

  it('[GW113] is changed by operators: roles, marks, notes, more units, and only by those with the role', async () => {
    const { id } = await start([A]);
    const entityId = id;
    expect(await dispatcher.op('muster.role', { workerId: A, role: 'commander' }, { entityId })).toMatchObject({
      ok: true,
    });
    expect(await dispatcher.op('muster.mark', { workerId: A, what: 'gathered' }, { entityId })).toMatchObject({
      ok: true,
    });
    expect(await dispatcher.op('muster.role', { workerId: C, role: null }, { entityId })).toMatchObject({
      code: 'not-found',
    });
    const more = { commandId: newId(), recipients: { workers: [A, C] } };
    expect(await lead.op('muster.add', more, { entityId })).toMatchObject({ ok: true });
    expect(await lead.op('muster.note', { text: '已封路' }, { entityId })).toMatchObject({ ok: true });
    const muster = await musterNow(id, ({ units: all }) => all.length === 2);
    expect(unitOf(muster, A)).toMatchObject({ role: 'commander' });
    expect(unitOf(muster, A)?.gatheredAt).not.toBeNull();
    expect(muster.commandIds).toHaveLength(2);
    const verifier = await openConsole(gateway.url, 'verifier');
    expect(await verifier.op('muster.stand-down', {}, { entityId })).toMatchObject({ code: 'forbidden' });
    expect(await verifier.op('muster.note', { text: '核查员在场' }, { entityId })).toMatchObject({ ok: true });
    verifier.close();
  });

  it('[GW114] ends with the stand-down: its commands are cancelled, nothing changes it any more', async () => {
    const { id, commandId } = await start([A]);
    const entityId = id;
    await unit(A).hears<Command>('command', (command) => command.id === commandId);
    expect(await lead.op('muster.settle', { note: '积水已排' }, { entityId })).toMatchObject({ ok: true });
    expect(await lead.op('muster.stand-down', {}, { entityId })).toMatchObject({ ok: true });
    await unit(A).hears<{ id: string }>('command:cancel', (cancel) => cancel.id === commandId);
    expect(await lead.op('muster.stand-down', {}, { entityId })).toMatchObject({ code: 'conflict' });
    expect(await lead.op('muster.mark', { workerId: A, what: 'arrived' }, { entityId })).toMatchObject({
      code: 'conflict',
    });
    const muster = await musterNow(id, ({ stoodDownAt }) => stoodDownAt !== null);
    expect(muster.done.settle).not.toBeNull();
    expect((await rows<Command>('command')).find((command) => command.id === commandId)?.state).toBe('cancelled');
  });

  it('[GW115] opens the trails of its time to a shift lead who says why, audited for each unit', async () => {
    const { id } = await start([B]);
    const replay = await lead.op('muster.replay', { reason: '复盘' }, { entityId: id });
    expect(replay).toMatchObject({ ok: true, result: { workerIds: [B] } });
    const { from, to } = replay.result as { from: number; to: number };
    expect(await lead.ask('query', { kind: 'trail', workerId: B, from, to })).toMatchObject({ ok: true });
    const audit = await lead.ask('query', { kind: 'audit', audit: { kind: 'trail.look-up', subject: B } });
    expect(audit.rows).toMatchObject([{ reason: '复盘' }]);
    expect(await dispatcher.op('muster.replay', { reason: '复盘' }, { entityId: id })).toMatchObject({
      code: 'forbidden',
    });
  });

  it('[GW117] tells the ways of its units along the streets', async () => {
    const to = { lon: CENTRE.lon + 0.01, lat: CENTRE.lat + 0.01 };
    const { rows: ways } = await lead.ask('query', { kind: 'routes', place: to, workerIds: [B, 'w99999'] });
    const [way, ...others] = ways as { workerId: string; line: [number, number][]; meters: number }[];
    expect(others).toEqual([]);
    expect(way?.workerId).toBe(B);
    expect(way?.line.length).toBeGreaterThan(2);
    expect(way?.meters).toBeGreaterThan(1400);
    expect(await lead.ask('query', { kind: 'routes', place: to })).toMatchObject({ code: 'invalid' });
  });

  it('[GW116] goes on after the gateway was killed, with what was receipted just before', async () => {
    const { id, commandId } = await start([A, C]);
    await receipt(C, commandId, 'accepted');
    close();
    await gateway.end('SIGKILL');
    gateway = await startGateway({ data: gateway.data, port: gateway.port });
    await connect();
    await musterNow(id, (now) => unitOf(now, C)?.gatheredAt !== null);
    await receipt(A, commandId, 'arrived');
    await musterNow(id, ({ done }) => done.gather !== null);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { type Client, newId, openConsole, openRaw, post } from './clients.ts';
import { commandRow, receiptsOf } from './clockedCentre.ts';

type Ack = (answer: unknown) => void;

let gateway: Gateway;
let lead: Client;

beforeAll(async () => {
  gateway = await startGateway();
  lead = await openConsole(gateway.url, 'lead');
});
afterAll(async () => {
  lead.close();
  await gateway.end();
  removeFolder(gateway.data);
});

/** Kills the gateway as a power cut would and starts it again on the same port and data. */
async function powerCut(): Promise<void> {
  const { data, port } = gateway;
  lead.close();
  await gateway.end('SIGKILL');
  gateway = await startGateway({ data, port });
  lead = await openConsole(gateway.url, 'lead');
}

/** One handheld of a worker, signed in once, that can come and go. What it acknowledges is for the test to say. */
async function deviceOf(workerId: string, id = `device-${workerId}`) {
  const device = { id, model: 'test', app: 'contract 1' };
  const response = await post(gateway.url, '/auth/login', { username: workerId, password: 'demo', device });
  const { accessToken: token } = (await response.json()) as { accessToken: string };
  return {
    async connect(acknowledges: (event: string, id: string, ack: Ack) => boolean = () => true): Promise<Client> {
      const client = openRaw(gateway.url, '/terminal', { protocol: 1, token, device });
      for (const event of ['command', 'command:cancel'])
        client.socket.on(event, ({ id: about }: { id: string }, ack: Ack) => {
          if (acknowledges(event, about, ack)) ack({ ok: true });
        });
      await client.hears('welcome');
      return client;
    },
  };
}

async function issue(workers: string[], title = '到岗'): Promise<string> {
  const id = newId();
  const words = { kind: 'order', priority: 'urgent', title, text: '', requires: 'accepted' } as const;
  const answer = await lead.op('command.issue', { id, ...words, issuedAt: Date.now(), recipients: { workers } });
  expect(answer).toMatchObject({ ok: true, result: { recipients: workers.length } });
  return id;
}
const heardIds = (client: Client, event = 'command') => client.all<{ id: string }>(event).map(({ id }) => id);
const workersFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `w${String(from + i).padStart(5, '0')}`);

describe('delivery of commands', () => {
  it('[GW88] shows a terminal its commands in the order in which they were issued, over lost acks and reconnects', async () => {
    const handheld = await deviceOf('w01001');
    const issued = [await issue(['w01001']), await issue(['w01001'])];
    // Only the second is acknowledged: the first, older one comes again, and before what follows.
    const first = await handheld.connect((_, id) => id === issued[1]);
    await expect.poll(() => heardIds(first)).toEqual(issued);
    await expect.poll(() => receiptsOf(lead, issued[1] ?? '')).toEqual(['w01001:delivered']);
    first.close();
    const whileAway = issue(['w01001']);
    const second = await handheld.connect();
    issued.push(await whileAway, await issue(['w01001']));
    await expect.poll(() => heardIds(second)).toEqual(issued.toSpliced(1, 1));
    for (const id of issued) await expect.poll(() => receiptsOf(lead, id)).toEqual(['w01001:delivered']);
    second.close();
  });

  it('[GW89] shows one command and writes one receipt of each state when acks are lost or come twice', async () => {
    const handheld = await deviceOf('w01010');
    const id = await issue(['w01010']);
    const deaf = await handheld.connect(() => false);
    await deaf.hears('command');
    deaf.close();
    const acks: Ack[] = [];
    const holdBack = (_: string, __: string, ack: Ack) => acks.push(ack) < 0;
    const [one, two] = [await handheld.connect(holdBack), await handheld.connect(holdBack)];
    await Promise.all([one, two].map((client) => client.hears('command')));
    for (const ack of acks) ack({ ok: true });
    const say = (client: Client) => client.ask('receipt', { commandId: id, state: 'accepted', at: Date.now() });
    expect(await Promise.all([say(one), say(two), say(one)])).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    await expect.poll(() => receiptsOf(lead, id)).toEqual(['w01010:accepted', 'w01010:delivered']);
    for (const client of [one, two]) client.close();
  });

  it('[GW90] shows on another device of the worker what was not answered, and the desk sees one receipt of each state', async () => {
    const [answered, open] = [await issue(['w01020']), await issue(['w01020'])];
    const old = await (await deviceOf('w01020', 'old')).connect();
    await expect.poll(() => heardIds(old)).toEqual([answered, open]);
    await old.ask('receipt', { commandId: answered, state: 'accepted', at: Date.now() });
    await old.ask('receipt', { commandId: open, state: 'read', at: Date.now() });
    old.close();
    const fresh = await (await deviceOf('w01020', 'new')).connect();
    await fresh.hears('command');
    expect(heardIds(fresh)).toEqual([open]);
    for (const state of ['read', 'accepted'])
      expect(await fresh.ask('receipt', { commandId: open, state, at: Date.now() })).toEqual({ ok: true });
    const states = ['w01020:accepted', 'w01020:delivered', 'w01020:read'];
    await expect.poll(() => receiptsOf(lead, open)).toEqual(states);
    fresh.close();
  });

  it('[GW91] never delivers a cancelled command once the cancel is acknowledged, and tells whoever may have it', async () => {
    const handhelds = await Promise.all(workersFrom(1030, 6).map((workerId) => deviceOf(workerId)));
    const connected = await Promise.all(handhelds.slice(0, 5).map((one) => one.connect((_, id) => id.length === 0)));
    const ids: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const id = newId();
      const words = { kind: 'order', priority: 'urgent', title: '到岗', text: '', requires: 'read' } as const;
      const recipients = { workers: workersFrom(1030, 6) };
      const sent = lead.op('command.issue', { id, ...words, issuedAt: Date.now(), recipients });
      const cancelled = lead.op('command.cancel', { reason: '误发' }, { entityId: id });
      expect([(await sent).ok, (await cancelled).ok]).toEqual([true, true]);
      ids.push(id);
    }
    const marker = await issue(workersFrom(1030, 6), '之后');
    for (const client of connected) {
      await client.hears<{ id: string }>('command', ({ id }) => id === marker);
      for (const id of heardIds(client).filter((one) => one !== marker)) {
        const events = client.heard.filter(({ payload }) => (payload as { id?: string } | null)?.id === id);
        expect(events.map(({ event }) => event)).toEqual(['command', 'command:cancel']);
      }
    }
    const late = await handhelds[5]?.connect();
    await late?.hears<{ id: string }>('command', ({ id }) => id === marker);
    expect(late && heardIds(late)).toEqual([marker]);
    expect(ids).toHaveLength(20);
    for (const client of [...connected, late]) client?.close();
  });

  it('[GW91] tells a terminal that was away of a cancel, also after kill -9', async () => {
    const handheld = await deviceOf('w01040');
    const id = await issue(['w01040']);
    const before = await handheld.connect();
    await before.hears('command');
    await expect.poll(() => receiptsOf(lead, id)).toEqual(['w01040:delivered']);
    before.close();
    expect((await lead.op('command.cancel', { reason: '情况已变' }, { entityId: id })).ok).toBe(true);
    await powerCut();
    const after = await handheld.connect();
    expect(await after.hears('command:cancel')).toEqual({ id, reason: '情况已变' });
    expect(heardIds(after)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    after.close();
    const again = await handheld.connect();
    const marker = await issue(['w01040']);
    await again.hears<{ id: string }>('command', (command) => command.id === marker);
    expect(heardIds(again, 'command:cancel')).toEqual([]);
    again.close();
  });

  it('[GW92] reaches everybody once when the gateway is killed amid a fan-out', async () => {
    const [from, count, here] = [1100, 400, 24];
    const handhelds = await Promise.all(workersFrom(from, here).map((workerId) => deviceOf(workerId)));
    const seen = new Map<string, string[]>();
    const connectAll = () => Promise.all(handhelds.map((one) => one.connect()));
    const before = await connectAll();
    const id = await issue(workersFrom(from, count));
    await powerCut();
    const after = await connectAll();
    for (const [i, workerId] of workersFrom(from, here).entries()) {
      await expect.poll(() => [before[i], after[i]].flatMap((one) => (one ? heardIds(one) : []))).toContain(id);
      seen.set(workerId, [...new Set([before[i], after[i]].flatMap((one) => (one ? heardIds(one) : [])))]);
    }
    expect([...seen.values()].every((ids) => ids.length === 1)).toBe(true);
    const receipts = workersFrom(from, here).map((workerId) => `${workerId}:delivered`);
    await expect.poll(() => receiptsOf(lead, id)).toEqual(receipts);
    expect((await commandRow(lead, id))?.workerIds).toHaveLength(count);
    for (const client of [...before, ...after]) client.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_TO_GATEWAY, deltaSchema, GATEWAY_TO_CONSOLE } from '#shared/protocol/console.ts';
import { ENTITY_NAMES, ENTITY_SCHEMAS } from '#shared/protocol/entities.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { aReport, type Client, follow, openConsole, openTerminal } from './clients.ts';

let gateway: Gateway;
let worker: Client;
let lead: Client;

beforeAll(async () => {
  gateway = await startGateway();
  worker = await openTerminal(gateway.url, 'w00020');
  lead = await openConsole(gateway.url, 'lead');
});
afterAll(async () => {
  worker.close();
  lead.close();
  await gateway.end();
  removeFolder(gateway.data);
});

interface Welcome {
  epoch: string;
  seq: number;
}
interface Delta {
  from: number;
  to: number;
  changes: { seq: number; id: string }[];
}
/** Each report writes two lines: the case and its first history line. */
async function report(times: number): Promise<string[]> {
  const reports = Array.from({ length: times }, () => aReport());
  for (let i = 0; i < reports.length; i += 50) {
    await Promise.all(reports.slice(i, i + 50).map((one) => worker.ask('report', one)));
    await expect.poll(async () => (await worker.ask('duty', { on: i % 100 === 0, at: Date.now() })).ok).toBe(true);
  }
  return reports.map((one) => one.id);
}

describe('snapshot', () => {
  it('[GW20] gives every row of every entity once, in order of id, each as its schema says', async () => {
    await report(1);
    for (const entity of ENTITY_NAMES) {
      const ids: string[] = [];
      let after: string | undefined;
      const { total } = await lead.ask('snapshot', { entity, limit: 1, count: true });
      do {
        const answer = await lead.ask('snapshot', { entity, after, limit: 5000 });
        CONSOLE_TO_GATEWAY.snapshot.ack.parse(answer);
        const rows = answer.rows as { id: string; value: unknown }[];
        for (const row of rows.slice(0, 200)) ENTITY_SCHEMAS[entity].parse(row.value);
        ids.push(...rows.map((row) => row.id));
        after = answer.next as string | undefined;
      } while (after !== undefined);
      expect(ids).toEqual([...new Set(ids)].toSorted());
      expect(total, '[GW72]').toBe(ids.length);
      const least = {
        worker: 20_000,
        grid: 1208,
        category: 146,
        department: 10,
        component: 1000,
        channel: 101,
        case: 1,
      };
      expect(ids.length).toBeGreaterThanOrEqual(least[entity as keyof typeof least] ?? 0);
    }
  });
});

describe('sync', () => {
  it('[GW21] pages the log without gap or repeat and pushes what follows from there', async () => {
    const console = await openConsole(gateway.url, 'intake');
    const { epoch, seq } = await console.hears<Welcome>('welcome');
    const ids = await report(30);
    const seen: { seq: number; id: string }[] = [];
    let at = seq;
    let more = true;
    while (more) {
      const page = await console.ask('sync', { epoch, seq: at, limit: 7 });
      const changes = page.changes as { seq: number; id: string }[];
      expect(changes.length).toBeLessThanOrEqual(7);
      seen.push(...changes);
      at = page.to as number;
      more = page.more as boolean;
    }
    expect(seen.map((change) => change.seq)).toEqual(seen.map((_, i) => seq + 1 + i));
    for (const id of ids) expect(seen.some((change) => change.id === id)).toBe(true);
    console.socket.on('delta', (delta: Delta, ack: (answer: unknown) => void) => ack({ seq: delta.to }));
    const [next] = await report(1);
    const delta = await console.hears<Delta>('delta', (one) => one.changes.some((change) => change.id === next));
    deltaSchema.parse(delta);
    expect(console.all<Delta>('delta')[0]?.from).toBe(at + 1);
    console.close();
  });

  it('[GW22] answers gone to a cursor of another epoch or from beyond the log', async () => {
    const { epoch, seq } = await lead.hears<Welcome>('welcome');
    expect(await lead.ask('sync', { epoch: 'another', seq, limit: 10 })).toMatchObject({ ok: false, code: 'gone' });
    expect(await lead.ask('sync', { epoch, seq: 9_999_999, limit: 10 })).toMatchObject({ ok: false, code: 'gone' });
  });

  it('[GW23] keeps at most 8 deltas unacknowledged and gathers what comes meanwhile', async () => {
    const slow = await openConsole(gateway.url, 'verifier');
    const { epoch, seq } = await slow.hears<Welcome>('welcome');
    const acks: (() => void)[] = [];
    slow.socket.on('delta', (delta: Delta, ack: (answer: unknown) => void) => acks.push(() => ack({ seq: delta.to })));
    const synced = await slow.ask('sync', { epoch, seq, limit: 1000 });
    for (let i = 0; i < 14; i += 1) await report(1);
    expect(slow.all('delta')).toHaveLength(8);
    const last = await report(1);
    for (const ack of acks.splice(0)) ack();
    const rest = await slow.hears<Delta>('delta', (delta) => delta.changes.some((change) => change.id === last[0]));
    expect(rest.changes.length).toBeGreaterThan(6);
    const seqs = slow.all<Delta>('delta').flatMap((delta) => delta.changes.map((change) => change.seq));
    expect(seqs).toEqual(seqs.map((_, i) => (synced.to as number) + 1 + i));
    slow.close();
  });

  it('[GW24] finds old cases beyond the cache, page by page', async () => {
    await follow(lead);
    await report(12);
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const answer = await lead.ask('query', { kind: 'cases', text: '井盖', limit: 5, after });
      pages.push((answer.rows as { id: string }[]).map((row) => row.id));
      after = answer.next as string | undefined;
    } while (after !== undefined);
    const ids = pages.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(12);
    expect(pages.slice(0, -1).every((page) => page.length === 5)).toBe(true);
  });
});

describe('the time', () => {
  it('[GW70] is told when asked, with the greeting and with every page of the log', async () => {
    const { epoch, seq, serverTime } = await lead.hears<Welcome & { serverTime: number }>('welcome');
    const asked = CONSOLE_TO_GATEWAY.clock.ack.parse(await lead.ask('clock', {}));
    const page = CONSOLE_TO_GATEWAY.sync.ack.parse(await lead.ask('sync', { epoch, seq, limit: 1 }));
    if (!asked.ok || !page.ok) throw new Error('refused');
    expect(asked.serverTime).toBeGreaterThanOrEqual(serverTime);
    expect(page.serverTime).toBeGreaterThanOrEqual(asked.serverTime);
    expect(Math.abs((page.serverTime ?? 0) - Date.now())).toBeLessThan(2000);
  });
});

describe('heartbeat', () => {
  it('[GW62] comes as often as the welcome promised, to consoles and not to terminals', async () => {
    const { limits } = await lead.hears<{ limits: { heartbeatMs: number } }>('welcome');
    expect(limits.heartbeatMs).toBe(2000);
    const before = lead.heard.filter(({ event }) => event === 'heartbeat').length;
    await expect
      .poll(() => lead.heard.filter(({ event }) => event === 'heartbeat').length, { timeout: 10_000 })
      .toBeGreaterThan(before + 1);
    for (const { event, payload } of lead.heard) {
      if (event === 'heartbeat') GATEWAY_TO_CONSOLE.heartbeat.payload.parse(payload);
    }
    expect(worker.heard.some(({ event }) => event === 'heartbeat')).toBe(false);
  });
});

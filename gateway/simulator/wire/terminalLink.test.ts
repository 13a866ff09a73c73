import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { positionPayloadSchema, reportSchema } from '#shared/protocol/terminal.ts';
import { readDistrict } from '../districtFiles.ts';
import { readOptions } from '../options.ts';
import { Simulation } from '../simulation.ts';
import { type PlainGateway, startPlainGateway } from '../testing/plainGateway.ts';

const district = readDistrict();
const COMMAND = {
  id: '0190f7a2-0000-7000-8000-000000000001',
  kind: 'notice',
  priority: 'routine',
  title: '请知悉',
  text: '',
  issuedAt: Date.UTC(2026, 5, 1),
  requires: 'read',
};

let gateway: PlainGateway;
let simulation: Simulation;

async function simulate(...more: string[]): Promise<void> {
  const asked = ['--gateway', gateway.url, '--workers', '5', '--reliable', '--think-ms', '1'];
  simulation = new Simulation(readOptions([...asked, '--position-interval', '0.2', ...more]), district);
  expect(await simulation.start()).toEqual({ connected: 5, refused: 0 });
}

function socketOf(workerId: string) {
  const socket = gateway.sockets.get(workerId);
  if (!socket) throw new Error(`${workerId} is not connected`);
  return socket;
}

function said(event: string, workerId = 'w00001'): unknown[] {
  return gateway.seen.messages.filter((m) => m.event === event && m.workerId === workerId).map((m) => m.payload);
}

describe('handhelds on the wire', () => {
  beforeEach(async () => {
    gateway = await startPlainGateway();
  });
  afterEach(async () => {
    simulation.stop();
    await gateway.close();
  });

  it('log in, connect, tell their duty and send positions', async () => {
    await simulate('--rate', '0');
    await vi.waitFor(() => expect(gateway.seen.positions).toBeGreaterThan(10), 5000);
    expect(gateway.seen.logins).toBe(5);
    expect(said('duty')).toEqual([{ on: true, at: expect.any(Number) }]);
  });

  it('upload the photo before the report that names it', async () => {
    await simulate('--rate', '3000');
    await vi.waitFor(() => expect(gateway.seen.messages.some(({ event }) => event === 'report')).toBe(true), 10_000);
    const report = reportSchema.parse(gateway.seen.messages.find(({ event }) => event === 'report')?.payload);
    const media = report.media?.[0];
    const stored = gateway.seen.uploads.find(({ path }) => path === `/media/${media?.id}`);
    expect(stored).toEqual({ path: `/media/${media?.id}`, bytes: media?.size, sha256: media?.sha256 });
  });

  it('acknowledge a command each time it comes, act on it once', async () => {
    await simulate('--rate', '0');
    const socket = socketOf('w00001');
    for (let i = 0; i < 3; i++) {
      expect(await socket.timeout(5000).emitWithAck('command', COMMAND)).toEqual({ ok: true });
    }
    await vi.waitFor(() => expect(said('receipt')).toHaveLength(1), 5000);
    expect(await socket.timeout(5000).emitWithAck('command:cancel', { id: COMMAND.id, reason: '误发' })).toEqual({
      ok: true,
    });
    expect(said('receipt')).toHaveLength(1);
  });

  it('answer nonsense with “invalid” and live on', async () => {
    await simulate('--rate', '0');
    const socket = socketOf('w00002');
    for (const nonsense of [null, 7, 'x', {}, { ...COMMAND, id: 'no id' }, [COMMAND]]) {
      const answer: unknown = await socket.timeout(5000).emitWithAck('command', nonsense);
      expect(answer).toMatchObject({ ok: false, code: 'invalid' });
    }
    socket.emit('welcome', 'nonsense');
    socket.emit('video:invite', { sessionId: 1 });
    socket.emit('command', COMMAND);
    await vi.waitFor(() => expect(said('receipt', 'w00002')).toHaveLength(1), 5000);
    expect(simulation.counters.nonsense).toBe(8);
  });

  it('come back after a drop, bring the positions of the meantime and what they had to say', async () => {
    await simulate('--rate', '0');
    const before = socketOf('w00003');
    const batches: unknown[] = [];
    const watch = (socket: typeof before) =>
      socket.onAny((event: string, payload: unknown) => event === 'position' && batches.push(payload));
    before.nsp.on('connection', watch);
    before.emit('command', { ...COMMAND, id: '0190f7a2-0000-7000-8000-000000000002' });
    before.conn.close();
    await vi.waitFor(() => expect(socketOf('w00003')).not.toBe(before), 8000);
    await vi.waitFor(() => expect(batches.some((batch) => Array.isArray(batch))).toBe(true), 5000);
    for (const batch of batches) expect(positionPayloadSchema.safeParse(batch).error).toBeUndefined();
    expect(simulation.counters.positionsBackfilled).toBeGreaterThan(0);
    expect(gateway.seen.logins).toBe(5);
  });
});

describe('a gateway that answers nonsense', () => {
  afterEach(async () => {
    simulation.stop();
    await gateway.close();
  });

  it('stops nobody', async () => {
    gateway = await startPlainGateway(0, { report: 'thanks', duty: { ok: 'maybe' } });
    await simulate('--rate', '3000');
    await vi.waitFor(() => expect(simulation.counters.nonsense).toBeGreaterThan(6), 10_000);
    const sent = gateway.seen.positions;
    await vi.waitFor(() => expect(gateway.seen.positions).toBeGreaterThan(sent + 5), 5000);
  });
});

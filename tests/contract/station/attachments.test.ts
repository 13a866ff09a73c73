import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaRef } from '#shared/domain/case.ts';
import { openTerminal, signIn } from '../gateway/clients.ts';
import { type ChildDesk, liveDesk } from './desk.ts';
import { endProcess, type RunningGateway, scratchFolder, startGateway, until } from './harness.ts';
import { openLine } from './slowLine.ts';

let scratch: ReturnType<typeof scratchFolder>;
let gateway: RunningGateway;
let desk: ChildDesk;

// One centre and one desk for all: what each test leaves is what the next begins with.
beforeAll(async () => {
  scratch = scratchFolder();
  gateway = await startGateway(`${scratch.path}/gateway`);
  desk = await liveDesk(home(), gateway.url);
});
afterAll(async () => {
  await desk.kill();
  await endProcess(gateway.process, 'SIGKILL');
  scratch.remove();
});

const WORKER = 'w00077';
const home = () => `${scratch.path}/desk`;
const photo = randomBytes(1_500_000);
const note = randomBytes(120_000);

function issue(on: ChildDesk, id: string, media: MediaRef[]) {
  const words = { kind: 'order', priority: 'urgent', title: '按图核查', text: '', requires: 'read' } as const;
  const payload = { id, ...words, issuedAt: Date.now(), recipients: { workers: [WORKER] }, media };
  return on.act({ id: uuidv7(), kind: 'command.issue', entityId: id, payload });
}

/** What a worker's terminal is told, with the bytes it can load. */
async function arrived(id: string) {
  const terminal = await openTerminal(gateway.url, WORKER);
  const told = await terminal.hears<{ id: string; media?: MediaRef[] }>('command', (command) => command.id === id);
  const { accessToken } = await signIn(gateway.url, 'dispatcher');
  const loaded = await Promise.all(
    (told.media ?? []).map(async (ref) => {
      const answer = await fetch(`${gateway.url}/media/${ref.id}`, {
        headers: { authorization: `Bearer ${accessToken}` },
      });
      return { mime: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) };
    }),
  );
  // Whatever came twice would be here by now.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const times = terminal.all<{ id: string }>('command').filter((command) => command.id === id).length;
  terminal.close();
  return { loaded, times };
}

const marks = () => readdirSync(join(home(), 'media')).filter((name) => name.endsWith('.out'));
const outboxOf = async (of: ChildDesk) => {
  const items = await of.read('outbox.list', {});
  return items.ok ? items.value : [];
};

test('[ST171] issued alone and killed: the command arrives once, with its photo and its voice note, byte for byte', async () => {
  await endProcess(gateway.process, 'SIGKILL');
  const media = [await desk.attach('photo', photo), await desk.attach('audio', note)];
  const id = uuidv7();
  expect(await issue(desk, id, media)).toMatchObject({ ok: true });
  const [broken, lost] = [uuidv7(), await desk.attach('photo', photo)];
  await issue(desk, broken, [lost]);
  await desk.kill();
  expect(marks()).toHaveLength(3);
  truncateSync(join(home(), 'media', lost.id), 1000);

  gateway = await startGateway(`${scratch.path}/gateway`, gateway.port);
  desk = await liveDesk(home(), gateway.url);
  const { loaded, times } = await arrived(id);
  expect(times).toBe(1);
  expect(loaded.map(({ mime }) => mime)).toEqual(['image/jpeg', 'audio/webm']);
  expect(loaded[0]?.bytes.equals(photo)).toBe(true);
  expect(loaded[1]?.bytes.equals(note)).toBe(true);
  // [ST173] What was damaged here comes back in words, and held up nothing else.
  const items = await until('the damaged one came back', async () => {
    const all = await outboxOf(desk);
    return all.length === 1 && all[0]?.state === 'refused' ? all : null;
  });
  expect(items).toMatchObject([{ entityId: broken, code: 'gone', message: expect.stringContaining('重新添加') }]);
  expect(marks()).toEqual([`${lost.id}.out`]);
});

test('[ST172] killed amid an upload it goes on from where the centre has it; the command leaves after its last byte', async () => {
  await desk.stop();
  const line = await openLine(gateway.url);
  line.there = 60;
  desk = await liveDesk(home(), line.url);
  const ref = await desk.attach('photo', photo);
  const id = uuidv7();
  expect(await issue(desk, id, [ref])).toMatchObject({ ok: true });
  const part = join(scratch.path, 'gateway', 'media', ref.id.slice(-2), `${ref.id}.part`);
  const size = () => (existsSync(part) ? statSync(part).size : 0);
  await until('a part is at the centre', size);
  await desk.kill();
  const kept = size();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(photo.byteLength);
  desk = await liveDesk(home(), gateway.url);
  const { loaded, times } = await arrived(id);
  expect(times).toBe(1);
  expect(loaded[0]?.bytes.equals(photo)).toBe(true);
  await line.close();
});

import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IceServer } from '#shared/protocol/video.ts';
import { readIceServers } from '../../../gateway/intercom/iceServers.ts';
import { freshFolder, removeFolder } from '../../support/centre.ts';
import { openConsole, openTerminal } from './clients.ts';
import { startCentreWith } from './clockedCentre.ts';

const SECRET = 'shared-with-coturn';
let folder: string;
let centre: Awaited<ReturnType<typeof startCentreWith>>;

function fileOf(content: unknown): string {
  const file = join(folder, 'ice.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

beforeAll(async () => {
  folder = freshFolder('ice');
  const file = fileOf([
    { urls: ['stun:stun.street.example:3478'] },
    { urls: ['turn:turn.street.example?transport=udp', 'turns:turn.street.example:5349'], secret: SECRET },
    { urls: ['turn:10.0.0.9'], username: 'street', credential: 'known' },
  ]);
  centre = await startCentreWith({ iceServers: readIceServers(file) });
});
afterAll(async () => {
  await centre.close();
  removeFolder(folder);
});

it('[GW150] both sides are told the same servers, with names that end by themselves made of the shared secret', async () => {
  const desk = await openConsole(centre.url, 'lead');
  const wall = await openConsole(centre.url, 'wall');
  const terminal = await openTerminal(centre.url, 'w00001');
  for (const [client, who] of [
    [desk, 'lead'],
    [wall, 'wall'],
    [terminal, 'w00001'],
  ] as const) {
    const answer = (await client.ask('video:servers', {})) as unknown as { servers: IceServer[] };
    const [stun, turn, fixed] = answer.servers;
    expect(stun).toEqual({ urls: ['stun:stun.street.example:3478'] });
    expect(fixed).toMatchObject({ username: 'street', credential: 'known' });
    const [, until, name] = /^(\d+):(.+)$/.exec(turn?.username ?? '') ?? [];
    expect(Number(until) - Date.now() / 1000).toBeGreaterThan(3500);
    expect(name).toBe(who);
    expect(turn?.credential).toBe(
      createHmac('sha1', SECRET)
        .update(turn?.username ?? '')
        .digest('base64'),
    );
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  }
  for (const client of [desk, wall, terminal]) client.close();
});

it('[GW151] a file that is no list of servers stops the start, in words that show no secret', () => {
  const wrong: [unknown, RegExp][] = [
    ['no json', /cannot be read/],
    [{ urls: [] }, /array/],
    [[{ urls: ['http://turn.example'] }], /stun:host:port/],
    [[{ urls: ['turn:turn.example'] }], /turn needs/],
    [[{ urls: ['turn:turn.example'], username: 'a', secret: SECRET }], /go together/],
    [[{ urls: ['stun:a'], sekret: SECRET }], /sekret/],
  ];
  for (const [content, words] of wrong) {
    const read = () => readIceServers(fileOf(content));
    expect(read).toThrow(words);
    expect(read).not.toThrow(SECRET);
  }
  expect(() => readIceServers(join(folder, 'none.json'))).toThrow(/cannot be read/);
});

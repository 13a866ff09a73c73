import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FaultProxy } from './proxy.ts';

let server: Server;
let proxy: FaultProxy;
/** what the server heard, connection by connection, and in the order of arrival */
let heard: string[];
let taken: Socket[];

beforeEach(async () => {
  heard = [];
  taken = [];
  server = createServer((socket) => {
    const name = taken.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      heard.push(`${name}:${data.toString()}`);
      socket.write(`heard ${data.toString()}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await FaultProxy.start((server.address() as AddressInfo).port);
});
afterEach(async () => {
  await proxy.close();
  for (const socket of taken) socket.destroy();
  server.close();
});

async function client(): Promise<Socket> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Not `once`, which takes a reset connection for a failure of the waiting. */
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.on('close', () => resolve()));

async function echo(socket: Socket, word: string): Promise<string> {
  socket.write(word);
  const [data] = (await once(socket, 'data')) as [Buffer];
  return data.toString();
}

/** Nothing comes within a time that is long on loopback. */
async function silent(socket: Socket, word: string): Promise<boolean> {
  socket.write(word);
  return Promise.race([once(socket, 'data').then(() => false), pause(300, true)]);
}

it('passes bytes on both ways', async () => {
  const socket = await client();
  expect(await echo(socket, 'a')).toBe('heard a');
});

it('cuts, and while the link is down takes nobody', async () => {
  const socket = await client();
  await echo(socket, 'a');
  proxy.begin({ kind: 'down' });
  await closed(socket);
  const second = connect(Number(new URL(proxy.url).port), '127.0.0.1').on('error', () => undefined);
  await closed(second);
  proxy.end();
  expect(await echo(await client(), 'b')).toBe('heard b');
});

it('leaves a half-open connection open and dead for ever, while new ones pass', async () => {
  const socket = await client();
  await echo(socket, 'a');
  proxy.begin({ kind: 'half-open', newToo: false });
  expect(await silent(socket, 'lost')).toBe(true);
  expect(await echo(await client(), 'b')).toBe('heard b');
  proxy.end();
  expect(await silent(socket, 'lost too')).toBe(true);
  expect(socket.destroyed).toBe(false);
  expect(heard.join()).not.toContain('lost');
});

it('breaks a frame off in its middle, and the connection with it', async () => {
  const socket = await client();
  await echo(socket, 'a');
  proxy.begin({ kind: 'truncate' });
  socket.write('abcdef');
  await closed(socket);
  expect(heard).toEqual(['1:a', '1:abc']);
});

it('delays and throttles without losing a byte', async () => {
  const socket = await client();
  proxy.begin({ kind: 'delay', ms: 200 });
  const start = performance.now();
  expect(await echo(await client(), 'a')).toBe('heard a');
  expect(performance.now() - start).toBeGreaterThan(390);
  proxy.begin({ kind: 'throttle', bytesPerSecond: 50 });
  socket.write('0123456789');
  await expect.poll(() => heard.filter((line) => line.startsWith('1:')).length).toBe(2);
  proxy.end();
  expect(
    heard
      .filter((line) => line.startsWith('1:'))
      .map((line) => line.slice(2))
      .join(''),
  ).toBe('0123456789');
});

it('delivers what was sent last only after the next connection is up', async () => {
  const socket = await client();
  await echo(socket, 'a');
  proxy.begin({ kind: 'reorder', holdMs: 100 });
  socket.write('old');
  await closed(socket);
  proxy.end();
  expect(await echo(await client(), 'new')).toBe('heard new');
  await expect.poll(() => heard).toEqual(['1:a', '2:new', '1:old']);
});

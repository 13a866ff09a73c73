import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadDriver } from '../db/driver.ts';
import { migrate } from '../db/migrate.ts';
import { Session } from './session.ts';

/** Signs anybody in for a moment only; a refresh is answered when the test says so, with lead's tokens. */
let held: ServerResponse[] = [];
let refreshAsked: () => void = () => undefined;
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  request.on('end', () => {
    if (request.url === '/auth/refresh') {
      held.push(response);
      return refreshAsked();
    }
    const { username } = JSON.parse(text) as { username: string };
    response.end(grant(username, username === 'lead' ? 1 : 3600));
  });
});

function grant(id: string, expiresIn: number): string {
  const user = { id, name: id, roles: ['dispatcher'], areas: [] };
  return JSON.stringify({ accessToken: `access of ${id}`, refreshToken: `refresh of ${id}`, expiresIn, user });
}

let session: Session;

beforeEach(async () => {
  held = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const db = new (loadDriver(''))(':memory:');
  migrate(db);
  session = new Session({
    db,
    log: pino({ level: 'silent' }),
    now: Date.now,
    monotonic: () => performance.now(),
    serverNow: Date.now,
    gateway: () => gateway,
    standing: null,
    changed: () => undefined,
    keep: () => undefined,
  });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('a renewal that ends after somebody else signed in gives nobody the token of the one before', async () => {
  expect((await session.signIn({ username: 'lead', password: 'demo' })).ok).toBe(true);
  const asked = new Promise<void>((resolve) => {
    refreshAsked = resolve;
  });
  const stale = session.accessToken();
  await asked;
  expect((await session.signIn({ username: 'dispatcher', password: 'demo' })).ok).toBe(true);
  held[0]?.end(grant('lead', 3600));
  await expect(stale).rejects.toThrow();
  expect(await session.accessToken()).toBe('access of dispatcher');
});

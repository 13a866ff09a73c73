import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SignIn } from '../auth/signIn.ts';
import { Tokens } from '../auth/tokens.ts';
import type { Gateway } from '../context.ts';
import { createLogger } from '../logger.ts';
import { MediaFiles } from '../media/mediaFiles.ts';
import { openSqliteStorage } from '../storage/sqlite/sqliteStorage.ts';
import type { Storage } from '../storage/storage.ts';
import { addMediaRoutes } from './media.ts';

let folder: string;
let storage: Storage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'street-media-'));
  storage = openSqliteStorage(folder);
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

it('[GW33] asks for an upload again when the disk does not take it, rather than blame the file', async () => {
  const tokens = new Tokens(new Uint8Array(32));
  const clock = { now: Date.now, newId: v7 };
  const signIn = await SignIn.start({ storage, tokens, ...clock, demo: false, onRevoked: () => undefined });
  const file = join(folder, 'in the way');
  writeFileSync(file, '');
  const app = Fastify();
  const gateway: Pick<Gateway, 'storage' | 'now' | 'log'> = { storage, now: Date.now, log: createLogger('silent') };
  addMediaRoutes(app, gateway, signIn, new MediaFiles(file));

  const bytes = Buffer.from('a picture');
  const answer = await app.inject({
    method: 'PUT',
    url: `/media/${v7()}`,
    headers: {
      authorization: `Bearer ${await tokens.sign({ sub: 'w1', sid: 's', kind: 'worker' }, Date.now())}`,
      'content-type': 'image/jpeg',
      'x-sha256': createHash('sha256').update(bytes).digest('hex'),
    },
    payload: bytes,
  });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: 'unavailable' });
  await app.close();
});

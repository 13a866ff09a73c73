import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OldFiles } from '../care/files.ts';
import { Media } from './media.ts';
import { Outgoing } from './outgoing.ts';

it('[ST174] what has not reached the centre is shown from here and never swept, whatever the limits; what has is', async () => {
  const home = mkdtempSync(join(tmpdir(), 'street-outgoing-'));
  const log = { info: () => undefined, warn: () => undefined } as never;
  const world = { home, log, gateway: () => '', accessToken: () => Promise.reject(new Error('alone')) };
  const bytes = new Uint8Array([1, 2, 3]);
  const ref = await new Outgoing(world).keep({ kind: 'photo', mime: 'image/jpeg', bytes });
  expect(await new Media(world).get(ref.id)).toEqual({ mime: 'image/jpeg', bytes });

  const folder = join(home, 'media');
  const old = Date.now() / 1000 - 90 * 86_400;
  writeFileSync(join(folder, 'fetched-long-ago'), 'x');
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), old, old);
  const limits = { fileNow: Date.now, mediaDays: () => 1, mediaMegabytes: () => 0, setAsideDays: () => 1 };
  const files = new OldFiles({ home, log, ...limits });
  await files.sweep();
  expect(readdirSync(folder).toSorted()).toEqual([ref.id, `${ref.id}.mime`, `${ref.id}.out`].toSorted());
  rmSync(join(folder, `${ref.id}.out`));
  await files.sweep();
  expect(readdirSync(folder)).toEqual([]);
  rmSync(home, { recursive: true });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { gone, isAlive, living } from './processes.ts';

it('tells a process that lives from one that is gone, and from another with its number', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000); console.log("up")']);
  await once(child.stdout, 'data');
  const known = living(child.pid ?? 0);
  expect(known).not.toBeNull();
  if (!known) return;
  expect(isAlive(known)).toBe(true);
  if (process.platform === 'linux') expect(isAlive({ ...known, began: '1' })).toBe(false);
  const late: unknown = await gone([known], 50).catch((error: unknown) => error);
  expect(late).toMatchObject({ message: `still alive: ${known.pid}` });
  if (process.platform === 'linux') expect(String((late as Error).cause)).toMatch(/setInterval.*\n.*epoll/);
  child.kill('SIGKILL');
  await gone([known], 5000);
  expect(living(known.pid)).toBeNull();
});

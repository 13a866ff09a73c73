import { expect, it } from 'vitest';
import { Gate } from './gate.ts';

it('opens slowly, holds its width and its rate, and goes on after each return', async () => {
  const gate = new Gate(4, 100, 0);
  const returns: (() => void)[] = [];
  let most = 0;
  let running = 0;
  let done = 0;
  for (let i = 0; i < 50; i++) {
    gate.enter(
      () =>
        new Promise((resolve) => {
          running++;
          most = Math.max(most, running);
          returns.push(() => {
            running--;
            done++;
            resolve();
          });
        }),
    );
  }
  gate.pump(0);
  expect(running).toBe(1);
  let now = 0;
  const widths: number[] = [];
  while (done < 50) {
    for (const back of returns.splice(0)) back();
    await Promise.resolve();
    await new Promise(setImmediate);
    now += 40;
    gate.pump(now);
    widths.push(running);
  }
  expect(widths.slice(0, 2)).toEqual([2, 4]);
  expect(most).toBe(4);
  expect(now).toBeGreaterThanOrEqual(480);
});

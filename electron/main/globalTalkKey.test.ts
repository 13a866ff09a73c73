import { pino } from 'pino';
import { expect, test } from 'vitest';
import { GlobalTalkKey } from './globalTalkKey.ts';

/** A system that gives any key but F9, and knows no key named nonsense. */
function system() {
  const held = new Map<string, () => void>();
  const clock = { now: 0 };
  let presses = 0;
  const keys = {
    register(name: string, pressed: () => void): boolean {
      if (name === 'nonsense') throw new TypeError('conversion failure');
      if (name === 'F9') return false;
      held.set(name, pressed);
      return true;
    },
    unregister: (name: string) => void held.delete(name),
  };
  const key = new GlobalTalkKey(
    keys,
    pino({ level: 'silent' }),
    () => void (presses += 1),
    () => clock.now,
  );
  return { key, held, clock, presses: () => presses };
}

test('[ST196] a global key is one press, however long it is held', () => {
  const { key, held, clock, presses } = system();
  expect(key.set('F8')).toBe(true);
  for (const at of [0, 500, 530, 560, 2000, 2660, 2690]) {
    clock.now = at;
    held.get('F8')?.();
  }
  expect(presses()).toBe(2);
});

test('another key takes the place of the one before; what cannot be had is said and leaves none', () => {
  const { key, held } = system();
  expect([key.set(''), key.set('F8'), key.set('F7')]).toEqual([true, true, true]);
  expect([...held.keys()]).toEqual(['F7']);
  expect([key.set('F9'), key.set('nonsense')]).toEqual([false, false]);
  expect([...held.keys()]).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMAND_POLICY, RECEIPT_STATES } from './command.ts';
import {
  confirmReasons,
  countLives,
  isLate,
  LIFE_STATES,
  type LifeOf,
  lifeOf,
  quietUntil,
  receiptDueAt,
  type Said,
} from './commandLife.ts';

const ISSUED = Date.UTC(2026, 2, 2, 4);
const NOW = ISSUED + 10_000;
const open: LifeOf = { state: 'open', requires: 'accepted', issuedAt: ISSUED, priority: 'urgent' };
const say = (state: Said['state'], at = ISSUED + 1000): Said => ({ workerId: 'w1', state, at });

describe('[CL1] how far a command is with a worker', () => {
  test('nothing said: sent when a terminal is there, else waiting', () => {
    expect(lifeOf(open, 'w1', [], true, NOW)).toEqual({ state: 'sent', since: ISSUED, answered: false });
    expect(lifeOf(open, 'w1', [], false, NOW).state).toBe('waiting');
  });

  test('nothing leaves before a second person agreed, or in the quiet hours', () => {
    expect(lifeOf({ ...open, state: 'proposed' }, 'w1', [], true, NOW).state).toBe('waiting');
    expect(lifeOf({ ...open, heldUntil: NOW + 1 }, 'w1', [], true, NOW).state).toBe('waiting');
    expect(lifeOf({ ...open, heldUntil: NOW }, 'w1', [], true, NOW)).toMatchObject({ state: 'sent', since: NOW });
  });

  test('the order in which receipts arrive does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...RECEIPT_STATES), { minLength: 1 }), (states) => {
        const said = states.map((state, n) => say(state, ISSUED + n));
        const [forth, back] = [said, said.toReversed()].map((some) => lifeOf(open, 'w1', some, true, NOW));
        expect(forth).toEqual(back);
      }),
    );
  });

  test('what was not answered in time is expired or cancelled; what was answered keeps its answer', () => {
    for (const state of ['expired', 'cancelled'] as const) {
      expect(lifeOf({ ...open, state }, 'w1', [say('read')], true, NOW).state).toBe(state);
      expect(lifeOf({ ...open, state }, 'w1', [say('accepted')], true, NOW).state).toBe('accepted');
    }
    expect(lifeOf({ ...open, expiresAt: NOW }, 'w1', [], true, NOW)).toMatchObject({ state: 'expired', since: NOW });
  });

  test('a refusal is an answer', () => {
    for (const state of ['declined', 'failed'] as const)
      expect(lifeOf(open, 'w1', [say('read'), say(state)], false, NOW)).toMatchObject({ state, answered: true });
  });

  test('every worker is in one state of the sum', () => {
    const lives = [lifeOf(open, 'w1', [], true, NOW), lifeOf(open, 'w2', [say('done')], true, NOW)];
    const counts = countLives(lives);
    expect(counts).toMatchObject({ sent: 1, done: 1, waiting: 0 });
    expect(Object.keys(counts)).toEqual([...LIFE_STATES]);
  });
});

describe('[CL2] late', () => {
  const late = (command: LifeOf, said: Said[], now: number) =>
    isLate(command, 'w1', lifeOf(command, 'w1', said, true, now), COMMAND_POLICY, now);
  const due = ISSUED + 120_000;

  test('from the time its priority gives, until the required receipt', () => {
    expect(receiptDueAt(open, 'w1', COMMAND_POLICY)).toBe(due);
    expect(late(open, [], due - 1)).toBe(false);
    expect(late(open, [], due)).toBe(true);
    expect(late(open, [say('read')], due)).toBe(true);
    expect(late(open, [say('accepted')], due)).toBe(false);
    expect(late({ ...open, requires: 'read' }, [say('read')], due)).toBe(false);
  });

  test('nobody is, of a command that ended or is held', () => {
    for (const state of ['cancelled', 'expired', 'refused', 'proposed'] as const)
      expect(late({ ...open, state }, [], due)).toBe(false);
    expect(late({ ...open, heldUntil: due }, [], due)).toBe(false);
  });

  test('who joined later has as much time as the others', () => {
    const joined = [{ workerId: 'w1', at: due }];
    expect(late({ ...open, joined }, [], due)).toBe(false);
    expect(late({ ...open, joined }, [], due + 120_000)).toBe(true);
  });
});

describe('[CL3] quiet hours, Chinese time', () => {
  const at = (hour: number, minute = 0) => Date.UTC(2026, 2, 2, hour, minute) - 8 * 3_600_000;
  const night = { from: '22:00', to: '06:00' };

  test.each([
    [at(21, 59), null],
    [at(22), at(30)],
    [at(23, 59), at(30)],
    [at(24), at(30)],
    [at(29, 59), at(30)],
    [at(30), null],
    [at(12), null],
  ])('of a moment', (moment, until) => expect(quietUntil(moment, night)).toBe(until));

  test('none, when both ends are the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => {
        expect(quietUntil(at(0, minute), { from: '08:00', to: '08:00' })).toBeNull();
      }),
    );
  });

  test('end within a day, after the moment, and are over then', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_399_999 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 23 }),
        (ms, a, b) => {
          const quiet = { from: `${`${a}`.padStart(2, '0')}:00`, to: `${`${b}`.padStart(2, '0')}:30` };
          const until = quietUntil(at(0) + ms, quiet);
          if (until === null) return;
          expect(until).toBeGreaterThan(at(0) + ms);
          expect(until - at(0) - ms).toBeLessThanOrEqual(86_400_000);
          expect(quietUntil(until, quiet)).toBeNull();
        },
      ),
    );
  });
});

test('[CL4] a second person is needed for many, and for a flash to more than a few', () => {
  const why = (priority: 'flash' | 'urgent', n: number) => confirmReasons({ priority }, n, COMMAND_POLICY);
  expect(why('urgent', 500)).toEqual([]);
  expect(why('urgent', 501)).toEqual(['size']);
  expect(why('flash', 20)).toEqual([]);
  expect(why('flash', 21)).toEqual(['flash']);
  expect(why('flash', 501)).toEqual(['flash', 'size']);
});

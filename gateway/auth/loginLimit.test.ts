import { describe, expect, it } from 'vitest';
import { LoginLimit } from './loginLimit.ts';

describe('the sign-in limit', () => {
  it('[GW11] doubles the wait with each failure after the third, for that account and address only', () => {
    const limit = new LoginLimit();
    const waits = Array.from({ length: 6 }, () => {
      limit.failed('lead', '10.0.0.1', 0);
      return limit.waitMs('lead', '10.0.0.1', 0);
    });
    expect(waits).toEqual([0, 0, 1000, 2000, 4000, 8000]);
    expect(limit.waitMs('lead', '10.0.0.2', 0)).toBe(0);
    expect(limit.waitMs('admin', '10.0.0.1', 0)).toBe(0);
    expect(limit.waitMs('lead', '10.0.0.1', 8000)).toBe(0);
  });

  it('forgets at a success and after an hour', () => {
    const limit = new LoginLimit();
    for (let i = 0; i < 5; i += 1) limit.failed('lead', 'a', 0);
    limit.succeeded('lead', 'a');
    expect(limit.waitMs('lead', 'a', 0)).toBe(0);
    for (let i = 0; i < 5; i += 1) limit.failed('lead', 'a', 0);
    limit.failed('lead', 'a', 3_700_000);
    expect(limit.waitMs('lead', 'a', 3_700_000)).toBe(0);
  });
});

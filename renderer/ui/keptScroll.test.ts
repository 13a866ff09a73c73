import { describe, expect, it } from 'vitest';
import { keptScroll } from './keptScroll.ts';
import { stepKey } from './listPlace.ts';

const keys = Array.from({ length: 100 }, (_, n) => `row-${n}`);
const list = { keys, selectedKey: null, scrollTop: 305, height: 100, size: 10 };

describe('keptScroll', () => {
  it('follows the rows in sight when others come or go above them', () => {
    expect(keptScroll(list, ['new-1', 'new-2', ...keys])).toBe(325);
    expect(keptScroll(list, keys.slice(3))).toBe(275);
    expect(keptScroll(list, [...keys, 'new'])).toBe(305);
  });

  it('holds to the selected row while it is in sight, and to its neighbours once it has left', () => {
    const selected = { ...list, selectedKey: 'row-35' };
    const inserted = keys.toSpliced(32, 0, 'new');
    expect(keptScroll(list, inserted)).toBe(305);
    expect(keptScroll(selected, inserted)).toBe(315);
    expect(keptScroll({ ...list, selectedKey: 'row-90' }, inserted)).toBe(305);
    expect(keptScroll({ ...list, selectedKey: 'row-30' }, keys.toSpliced(30, 1))).toBe(305 - 10);
  });

  it('stays at the top, and where nothing of it is left', () => {
    expect(keptScroll({ ...list, scrollTop: 0 }, ['new', ...keys])).toBe(0);
    expect(keptScroll(list, ['other'])).toBe(305);
  });
});

describe('stepKey', () => {
  const keyOf = (key: string) => key;
  it('goes on from where a row stood that has left the list', () => {
    const left = keys.toSpliced(5, 1);
    expect(stepKey(left, keyOf, 'row-5', 1, 5)).toBe('row-6');
    expect(stepKey(left, keyOf, 'row-5', -1, 5)).toBe('row-4');
    expect(stepKey(left, keyOf, 'row-5', 1, 0)).toBe('row-0');
    expect(stepKey(keys.slice(0, 3), keyOf, 'row-9', 1, 9)).toBe('row-2');
  });
});

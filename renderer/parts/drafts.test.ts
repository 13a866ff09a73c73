// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { draftSeal } from './draftSeal.ts';
import { DraftStore } from './drafts.ts';

const schema = z.object({ text: z.string() });
const DAY = 86_400_000;
const KEY = btoa('0123456789abcdef0123456789abcdef');

describe('drafts', () => {
  let now = 1_000_000_000_000;
  let store: DraftStore;
  beforeEach(() => {
    localStorage.clear();
    now = 1_000_000_000_000;
    store = new DraftStore(localStorage, () => now, draftSeal(KEY));
  });

  it('outlive the form that wrote them', () => {
    store.write('lead.case.1.reject', { text: '重复上报' });
    const again = new DraftStore(localStorage, () => now, draftSeal(KEY));
    expect(again.read('lead.case.1.reject', schema)).toMatchObject({ value: { text: '重复上报' }, sentAt: null });
    expect(again.read('intake.case.1.reject', schema)).toBeNull();
  });

  it('lie in the storage encrypted, and open with no other key', () => {
    store.write('lead.case.1.annotate', { text: '住在三楼的欧阳先生' });
    expect(JSON.stringify({ ...localStorage })).not.toContain('欧阳');
    const other = new DraftStore(localStorage, () => now, draftSeal(''));
    expect(other.read('lead.case.1.annotate', schema)).toBeNull();
  });

  it('are written to disk soon after they were typed, many keys in one go', async () => {
    const onDisk: number[] = [];
    const flush = () => Promise.resolve(void onDisk.push(localStorage.length));
    const kept = new DraftStore(localStorage, () => now, draftSeal(KEY), flush);
    for (const text of ['a', 'ab', 'abc']) kept.write('k', { text });
    await kept.kept();
    expect(onDisk).toEqual([1]);
    kept.write('l', { text: 'a' });
    await kept.kept();
    expect(onDisk).toEqual([1, 2]);
  });

  it('of an older version, in clear, are still read', () => {
    localStorage.setItem('street.draft.k', JSON.stringify({ value: { text: 'a' }, at: now, sentAt: null }));
    expect(store.read('k', schema)?.value).toEqual({ text: 'a' });
  });

  it('say when they were sent, until typed at again', () => {
    store.markSent('k', { text: 'a' });
    expect(store.read('k', schema)?.sentAt).toBe(now);
    store.write('k', { text: 'b' });
    expect(store.read('k', schema)?.sentAt).toBeNull();
  });

  it('of another shape, or damaged, count as none', () => {
    store.write('k', { words: 1 });
    expect(store.read('k', schema)).toBeNull();
    localStorage.setItem('street.draft.k', '{');
    expect(store.read('k', schema)).toBeNull();
  });

  it('are thrown away after two weeks, and nothing else with them', () => {
    store.write('old', { text: 'a' });
    localStorage.setItem('street.theme', 'dark');
    now += 10 * DAY;
    store.write('new', { text: 'b' });
    now += 5 * DAY;
    store.prune();
    expect(store.read('old', schema)).toBeNull();
    expect(store.read('new', schema)).not.toBeNull();
    expect(localStorage.getItem('street.theme')).toBe('dark');
  });

  it('never break the form when the storage is full', () => {
    const full: Storage = {
      length: 0,
      key: () => null,
      clear: () => undefined,
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(() => new DraftStore(full, () => now, draftSeal(KEY)).write('k', { text: 'a' })).not.toThrow();
  });
});

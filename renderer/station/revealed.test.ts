import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CaseView } from '#shared/contract/views.ts';
import { caseViewOf, reportedCase } from '../parts/testViews.ts';
import { feedKey, keepStatus } from './client.ts';
import { maskInTime } from './revealed.ts';
import { statusForTest } from './testStation.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const key = feedKey('case.get', { id: 'c1' });
let queries: QueryClient;
let leave: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  maskInTime(queries);
  leave = new QueryObserver(queries, { queryKey: key, enabled: false }).subscribe(() => undefined);
  const revealed = { contact: { name: '欧阳海' }, texts: [], until: NOW + 30 * MINUTE };
  queries.setQueryData(key, caseViewOf(reportedCase(), { revealed }));
});
afterEach(() => {
  queries.clear();
  vi.useRealTimers();
});

const shown = () => queries.getQueryData<CaseView>(key)?.revealed?.contact?.name ?? null;

it('[ST143] what was revealed is masked when its time is over', () => {
  vi.advanceTimersByTime(29 * MINUTE);
  expect(shown()).toBe('欧阳海');
  vi.advanceTimersByTime(MINUTE + 1000);
  expect(shown()).toBeNull();
  expect(queries.getQueryData(key)).toMatchObject({ case: { title: '井盖破损' } });
});

it('[ST144] a clock that is set back shows it for no longer', () => {
  vi.advanceTimersByTime(MINUTE);
  vi.setSystemTime(NOW - 24 * 60 * MINUTE);
  vi.advanceTimersByTime(29 * MINUTE + 1000);
  expect(shown()).toBeNull();
});

it('[ST143] it is masked when another sits down, and gone when no view shows it', () => {
  keepStatus(queries, statusForTest());
  expect(shown()).toBe('欧阳海');
  keepStatus(queries, statusForTest({ session: { state: 'signed-out', user: null } }));
  expect(shown()).toBeNull();
  queries.setQueryData(
    key,
    caseViewOf(reportedCase(), { revealed: { contact: null, texts: [], until: NOW + MINUTE } }),
  );
  leave();
  expect(queries.getQueryData(key)).toBeUndefined();
});

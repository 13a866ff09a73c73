import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderForTest } from '../ui/renderForTest.tsx';
import { createStationClient, type StationClient } from './client.ts';
import { StationProvider } from './StationProvider.tsx';
import { statusForTest, TestStation } from './testStation.ts';
import { onActed, useAct } from './useAct.ts';
import { useFeed, useStatus } from './useFeed.ts';

let client: StationClient;
let unmount: () => void = () => undefined;
let station: TestStation;
afterEach(() => {
  unmount();
  client.connection.close();
  station.die();
});

async function show(content: React.ReactNode): Promise<HTMLElement> {
  client = createStationClient();
  const rendered = await renderForTest(<StationProvider client={client}>{content}</StationProvider>);
  unmount = rendered.unmount;
  return rendered.element;
}
async function attach(next: TestStation): Promise<void> {
  station = next;
  await act(async () => client.connection.attach(next.windowPort));
}
async function until(check: () => void): Promise<void> {
  await act(() => vi.waitFor(check));
}

function Totals() {
  const { data } = useFeed('queue.counts', {});
  return <p>{data ? data.map(({ total }) => total).join() : 'waiting'}</p>;
}

it('reads a feed again when one of its topics changed, and not for others', async () => {
  let total = 1;
  const element = await show(<Totals />);
  expect(element.textContent).toBe('waiting');
  await attach(new TestStation({ 'queue.counts': () => [{ queue: 'intake', total, overdue: 0 }] }));
  await until(() => expect(element.textContent).toBe('1'));
  total = 2;
  station.changed(['shift']);
  station.changed(['cases']);
  await until(() => expect(element.textContent).toBe('2'));
  expect(station.reads.filter(({ name }) => name === 'queue.counts')).toHaveLength(2);
});

it('shows what it was reading when more changed meanwhile, and then reads once more', async () => {
  const answers: ((total: number) => void)[] = [];
  const element = await show(<Totals />);
  await attach(
    new TestStation({
      'queue.counts': () =>
        new Promise((resolve) => answers.push((total) => resolve([{ queue: 'intake', total, overdue: 0 }]))),
    }),
  );
  await until(() => expect(answers).toHaveLength(1));
  answers[0]?.(1);
  await until(() => expect(element.textContent).toBe('1'));
  const told = vi.fn();
  client.connection.onChanged.on(told);
  station.changed(['cases']);
  await until(() => expect(answers).toHaveLength(2));
  station.changed(['cases']);
  station.changed(['cases']);
  await until(() => expect(told).toHaveBeenCalledTimes(3));
  expect(answers).toHaveLength(2);
  answers[1]?.(2);
  await until(() => expect(element.textContent).toBe('2'));
  await until(() => expect(answers).toHaveLength(3));
  answers[2]?.(4);
  await until(() => expect(element.textContent).toBe('4'));
  expect(answers).toHaveLength(3);
});

it('reads everything again from a restarted station', async () => {
  const element = await show(<Totals />);
  await attach(new TestStation({ 'queue.counts': () => [{ queue: 'intake', total: 1, overdue: 0 }] }));
  await until(() => expect(element.textContent).toBe('1'));
  const old = station;
  await attach(new TestStation({ 'queue.counts': () => [{ queue: 'intake', total: 9, overdue: 0 }] }));
  old.die();
  await until(() => expect(element.textContent).toBe('9'));
});

function LinkName() {
  return <p>{useStatus()?.link.state ?? 'none'}</p>;
}

it('shows a pushed status without asking', async () => {
  const element = await show(<LinkName />);
  await attach(new TestStation());
  await until(() => expect(element.textContent).toBe('online'));
  station.status(statusForTest({ link: { state: 'alone', since: 1_700_000_000_000, reason: null, attempt: 1 } }));
  await until(() => expect(element.textContent).toBe('alone'));
});

function Accept() {
  const take = useAct();
  return (
    <button type="button" onClick={() => void take('case.accept', { entityId: 'c', payload: {}, subject: '沙井盖' })}>
      accept
    </button>
  );
}

it('makes a version 7 id for each action and tells what became of it', async () => {
  const element = await show(<Accept />);
  await attach(new TestStation());
  const heard = vi.fn();
  const off = onActed.on(heard);
  element.querySelector('button')?.click();
  await until(() => expect(heard).toHaveBeenCalledTimes(1));
  off();
  expect(station.acts[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(heard.mock.calls[0]?.[0]).toMatchObject({ id: station.acts[0]?.id, subject: '沙井盖', answer: { ok: true } });
});

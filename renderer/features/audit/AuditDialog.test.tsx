import axe from 'axe-core';
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { AuditPage } from '#shared/contract/views.ts';
import { MONDAY_TEN } from '#shared/domain/fixtures.ts';
import { createStationClient, type StationClient, StationProvider } from '../../station/index.ts';
import { statusForTest, TestStation } from '../../station/testStation.ts';
import { renderForTest, until } from '../../ui/renderForTest.tsx';
import { AuditDialog } from './AuditDialog.tsx';

let client: StationClient;
let station: TestStation;
let unmount: () => void;
const opened: string[] = [];

async function open(pages: (input: { after?: string; kind?: string }) => AuditPage): Promise<void> {
  station = new TestStation({
    'audit.list': (input) => pages(input as { after?: string }),
    'case.get': () => null,
  });
  client = createStationClient();
  const dialog = <AuditDialog onClose={() => undefined} onOpenCase={(id) => opened.push(id)} />;
  ({ unmount } = await renderForTest(<StationProvider client={client}>{dialog}</StationProvider>));
  await act(async () => client.connection.attach(station.windowPort));
}
afterEach(() => {
  unmount();
  client.connection.close();
  station.die();
});

const lookOf = (n: number): AuditPage['rows'][number] => ({
  id: `0195a000-0000-7000-8000-00000000000${n}`,
  at: MONDAY_TEN + n,
  kind: 'contact.reveal',
  actor: { id: 'intake', name: `受理员${n}` },
  subject: { id: `c${n}`, label: `110101 漏水${n}` },
  reason: `回访${n}`,
});
const page = (change: Partial<AuditPage>): AuditPage => ({
  state: 'told',
  rows: [],
  next: null,
  waiting: [],
  ...change,
});
const dialog = () => document.querySelector('[role="dialog"]');
const button = (name: string) =>
  [...(dialog()?.querySelectorAll('button') ?? [])].find((one) => one.textContent === name);

it('lists who looked at which case, when and why, page by page, and leads to the case', async () => {
  await open(({ after }) =>
    after === undefined ? page({ rows: [lookOf(2)], next: 'older' }) : page({ rows: [lookOf(1)] }),
  );
  await until(() => expect(dialog()?.textContent).toContain('受理员2'));
  expect(dialog()?.textContent).not.toContain('受理员1');
  await act(async () => button('更早的记录')?.click());
  await until(() => expect(dialog()?.textContent).toContain('受理员1'));
  for (const words of ['受理员2', '漏水2', '回访2', '回访1', '共 2 条']) expect(dialog()?.textContent).toContain(words);
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.filter(({ id }) => id !== 'region').map(({ id }) => id)).toEqual([]);
  await act(async () => button('110101 漏水1')?.click());
  expect(opened).toEqual(['c1']);
});

it('[ST145] alone says that it needs the centre, shows own looks that wait, and asks again when the link is back', async () => {
  let state: AuditPage['state'] = 'alone';
  const waiting = [{ id: 'w', kind: 'contact.reveal', subjectId: 'c9', at: MONDAY_TEN, reason: '家属来电' }];
  await open(() => page(state === 'alone' ? { state, waiting } : { state, rows: [lookOf(3)] }));
  const alone = { ...statusForTest().link, state: 'alone' as const };
  await act(async () => station.status(statusForTest({ link: alone })));
  await until(() => expect(dialog()?.textContent).toContain('现在连不上中心'));
  expect(dialog()?.textContent).toContain('家属来电');
  state = 'told';
  await act(async () => station.status(statusForTest()));
  await until(() => expect(dialog()?.textContent).toContain('受理员3'));
  expect(dialog()?.textContent).not.toContain('家属来电');
});

it('says so to whoever may not see it', async () => {
  await open(() => page({ state: 'forbidden' }));
  await until(() => expect(dialog()?.textContent).toContain('只对值班长、督办员和管理员开放'));
});

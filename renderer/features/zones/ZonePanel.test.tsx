import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { CoverageBoard, CoverageRow } from '#shared/contract/coverageViews.ts';
import { COVERAGE_POLICY } from '#shared/domain/coverage.ts';
import { createStationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { ZonePanel } from './ZonePanel.tsx';

stubLayout();
// A list without a size has no rows.
vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);

let close: () => void = () => undefined;
afterEach(() => close());

const NOON = Date.UTC(2026, 2, 2, 4);
const HOUR = 3_600_000;
const row = (more: Partial<CoverageRow>): CoverageRow => ({
  ...{ code: '990101001001', name: '书田社区', state: 'late', present: 0, silent: 0, onDuty: 2, walkedOn: null },
  ...{ since: NOON - 3 * HOUR, exact: true, over: 2 * HOUR, lon: 121.4, lat: 31.2, box: [121.3, 31.1, 121.5, 31.3] },
  ...more,
});
const counts = { late: 1, thin: 0, empty: 0, covered: 5 };
const board = (more: Partial<CoverageBoard> = {}): CoverageBoard => ({
  ...{ asOf: NOON, live: true, heardSince: NOON - 4 * HOUR, policy: COVERAGE_POLICY, inForce: true },
  ...{
    tiers: { street: counts, community: counts, unit: counts },
    counts,
    outside: 0,
    unknown: 0,
    rows: [row({})],
    more: 0,
  },
  manned: { street: 5, community: 5, unit: 5 },
  ...more,
});

async function open(told: CoverageBoard) {
  const station = new TestStation({ 'coverage.board': () => told, 'worker.near': () => [] });
  const client = createStationClient();
  const verbs = { onClose: vi.fn(), onAims: vi.fn(), onMark: vi.fn(), onOpenWorker: vi.fn(), onCommand: vi.fn() };
  const { unmount } = await renderForTest(
    <StationProvider client={client}>
      <ZonePanel {...verbs} />
    </StationProvider>,
  );
  close = () => {
    unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  return { station, ...verbs };
}
const text = () => document.body.textContent;

it('[ST326] a row says for how long nobody is there, goes to the grid on the map and opens what lies below it', async () => {
  const { onMark, station } = await open(board());
  await until(() => expect(text()).toContain('3时 无人'));
  expect(text()).toContain('超 2时');
  await act(async () => document.querySelector<HTMLElement>('[role="option"]')?.click());
  expect(onMark).toHaveBeenCalledWith(expect.objectContaining({ title: '书田社区', box: [121.3, 31.1, 121.5, 31.3] }));
  await until(() => expect(text()).toContain('没有可以派去的人'));
  const below = [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.includes('下级网格'));
  await act(async () => below?.click());
  await until(() =>
    expect(station.reads.at(-1)).toMatchObject({ input: { tier: 'unit', within: '990101001001', limit: 200 } }),
  );
});

it('[ST327] says that it is not of now, that it may have been empty for longer, and that nothing was heard yet', async () => {
  await open(board({ live: false, rows: [row({ exact: false, walkedOn: '2026-03-01' })] }));
  await until(() => expect(text()).toContain('听不到中心的位置'));
  expect(text()).toContain('至少 3时 无人');
  expect(text()).toContain('上次走访 2026-03-01');
  close();
  await open(board({ asOf: null, heardSince: null, live: false, rows: [] }));
  await until(() => expect(text()).toContain('还没有听到位置'));
});

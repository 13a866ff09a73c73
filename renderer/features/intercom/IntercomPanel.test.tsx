import axe from 'axe-core';
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { FeedInput } from '#shared/contract/feeds.ts';
import type { RadioChannel, Recording } from '#shared/contract/radio.ts';
import { createStationClient, type StationClient, StationProvider } from '../../station/index.ts';
import { statusForTest, TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout } from '../../ui/renderForTest.tsx';
import type { IntercomTab } from './bar/RadioBar.tsx';
import { IntercomPanel } from './IntercomPanel.tsx';
import { useChoices } from './store.ts';
import { channelForTest, recordingForTest, viewForTest } from './testRadio.ts';

let client: StationClient;
let station: TestStation;
let element: HTMLElement;
let unmount: () => void;
// jsdom lays nothing out: a list of no height draws no rows.
stubLayout();
for (const side of ['clientHeight', 'clientWidth'] as const) {
  vi.spyOn(Element.prototype, side, 'get').mockReturnValue(600);
}
const nothing = () => undefined;
const CASE = '0195a000-0000-7000-8000-0000000000ca';

async function show(tab: IntercomTab, given: { channels?: RadioChannel[]; rows?: Recording[] }): Promise<void> {
  useChoices.setState({ talkId: null, also: [], mixes: {}, directs: {} });
  const { channels = [], rows = [] } = given;
  station = new TestStation({
    radio: () => viewForTest(channels),
    'call-back.list': () => [],
    'radio.listeners': () => [{ id: 'w1', name: '王芳', kind: 'worker' }],
    'recording.list': (input) => {
      const { text, channelId, after } = input as FeedInput<'recording.list'>;
      const fits = rows.filter((row) => text === undefined || row.talker.name.includes(text));
      const left = fits.filter((row) => channelId === undefined || row.channelId === channelId);
      return { rows: after === undefined ? left : [], more: false };
    },
  });
  client = createStationClient();
  ({ element, unmount } = await renderForTest(
    <StationProvider client={client}>
      <IntercomPanel
        tab={tab}
        onTab={nothing}
        caseId={CASE}
        onClose={nothing}
        onOpenCase={nothing}
        onOpenWorker={nothing}
        onShowOnMap={nothing}
      />
    </StationProvider>,
  ));
  await act(async () => client.connection.attach(station.windowPort));
  await act(async () => station.status(statusForTest()));
}
afterEach(() => {
  unmount();
  client.connection.close();
  station.die();
});
async function until(check: () => void): Promise<void> {
  const turn = async () => {
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    check();
  };
  await vi.waitFor(turn, { interval: 1, timeout: 5000 });
}
const option = (name: string) =>
  [...element.querySelectorAll<HTMLElement>('[role="option"]')].find((one) => one.textContent?.includes(name));
const button = (name: string) => [...element.querySelectorAll('button')].find((one) => one.textContent === name);
const press = (name: string) => act(async () => button(name)?.click());

it('joins and leaves a channel, and talks on several at once', async () => {
  const channels = [
    channelForTest('street', { name: '粤海街道' }),
    channelForTest('team', { name: '二班', kind: 'team', joined: false }),
  ];
  await show('channels', { channels });
  await until(() => expect(option('二班')).toBeDefined());
  await act(async () => option('二班')?.click());
  await until(() => expect(element.textContent).toContain('王芳'));
  await press('同时讲话');
  expect(useChoices.getState()).toMatchObject({ talkId: null, also: ['team'] });
  await press('加入收听');
  await until(() => expect(station.joins).toEqual([['street', 'team']]));
  await press('在此讲话');
  expect(useChoices.getState()).toMatchObject({ talkId: 'team', also: [] });
  await act(async () => option('粤海街道')?.click());
  await press('退出收听');
  await until(() => expect(station.joins.at(-1)).toEqual([]));
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it('finds talks, says what is to be known of their sound, and ties one to the selected case', async () => {
  const silent = recordingForTest('0195a000-0000-7000-8000-000000000002', {
    talker: { id: 'w2', name: '李强', kind: 'terminal' },
    soundMs: 0,
    sha256: null,
  });
  const cut = recordingForTest('0195a000-0000-7000-8000-000000000001', { cut: true, lost: 3, emergency: true });
  await show('talks', { rows: [silent, cut] });
  await until(() => expect(option('李强')).toBeDefined());
  await act(async () => option('李强')?.click());
  await until(() => expect(element.textContent).toContain('本机没有录音'));
  expect(button('播放')?.disabled).toBe(true);
  await act(async () => option('王芳')?.click());
  for (const words of ['丢失 3 帧', '录音不完整', '紧急']) expect(element.textContent).toContain(words);
  await press('关联到所选案件');
  await until(() => expect(station.acts).toHaveLength(1));
  expect(station.acts[0]).toMatchObject({
    kind: 'transmission.link',
    payload: { transmissionId: cut.id, caseId: CASE },
  });
  const search = element.querySelector<HTMLInputElement>('input[type="search"]');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(search, '李');
    search?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await until(() => expect(option('王芳')).toBeUndefined());
  expect(option('李强')).toBeDefined();
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

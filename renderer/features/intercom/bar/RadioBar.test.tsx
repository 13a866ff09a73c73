import axe from 'axe-core';
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RadioView } from '#shared/contract/radio.ts';
import type { CallBack } from '#shared/protocol/intercom.ts';
import { createStationClient, gatewayNow, type StationClient, StationProvider } from '../../../station/index.ts';
import { statusForTest, TestStation } from '../../../station/testStation.ts';
import { keyRegistry } from '../../../ui/keys/index.ts';
import { renderForTest, until } from '../../../ui/renderForTest.tsx';
import { useChoices } from '../store.ts';
import { channelForTest, talkForTest, viewForTest } from '../testRadio.ts';
import { RadioBar } from './RadioBar.tsx';

let client: StationClient;
let station: TestStation;
let element: HTMLElement;
let unmount: () => void;
let unlisten: () => void;
let view: RadioView;
let calls: CallBack[];
const opened = vi.fn();

beforeEach(() => {
  unlisten = keyRegistry.listen(window);
  calls = [];
  opened.mockClear();
  useChoices.setState({ talkId: null, also: [], mixes: {}, directs: {} });
});
afterEach(() => {
  unmount();
  unlisten();
  client.connection.close();
  station.die();
});

async function show(first: RadioView): Promise<void> {
  view = first;
  station = new TestStation({ radio: () => view, 'call-back.list': () => calls });
  client = createStationClient();
  ({ element, unmount } = await renderForTest(
    <StationProvider client={client}>
      <RadioBar onOpen={opened} onSettings={() => undefined} />
    </StationProvider>,
  ));
  await act(async () => client.connection.attach(station.windowPort));
}
async function become(next: RadioView): Promise<void> {
  view = next;
  await act(async () => station.changed(['radio']));
}
const reads = (words: string) => until(() => expect(element.textContent).toContain(words));
const key = (type: 'keydown' | 'keyup', init: KeyboardEventInit) =>
  act(async () => void document.body.dispatchEvent(new KeyboardEvent(type, { bubbles: true, ...init })));
const street = channelForTest('street', { name: '粤海街道' });

it('asks while Space is held and gives the floor back when it is let go, never in a field', async () => {
  await show(viewForTest([street, channelForTest('team', { name: '二班' })]));
  await reads('粤海街道');
  await key('keydown', { key: ' ', code: 'Space' });
  await key('keydown', { key: ' ', code: 'Space', repeat: true });
  await until(() => expect(station.talks).toEqual([{ channelIds: ['street'], emergency: false }]));
  await key('keyup', { key: ' ', code: 'Space' });
  await until(() => expect(station.hushes).toBe(1));
  const field = document.body.appendChild(document.createElement('input'));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', code: 'Space', bubbles: true }));
  field.remove();
  await key('keydown', { key: 'F9', code: 'F9' });
  await until(() => expect(station.talks.at(-1)).toEqual({ channelIds: ['street'], emergency: true }));
  expect(station.talks).toHaveLength(2);
  // The window loses the keyboard: nobody will see the key come up.
  await act(async () => void window.dispatchEvent(new Event('blur')));
  await until(() => expect(station.hushes).toBe(2));
});

it('says in words how it stands to the floor', async () => {
  await show(viewForTest([street]));
  await reads('空闲');
  await become(viewForTest([{ ...street, mine: 'asking' }]));
  await reads('正在申请话权');
  await become(viewForTest([{ ...street, mine: 'queued', position: 2 }]));
  await reads('排队第 2 位');
  await become(viewForTest([{ ...street, mine: 'granted', endsAt: gatewayNow() + 55_000 }]));
  await reads('正在讲话，剩 5');
  await become(viewForTest([{ ...street, mine: 'granted', endsAt: gatewayNow() + 6000 }]));
  await reads('即将到时');
  await become(viewForTest([{ ...street, mine: 'denied', code: 'queue-full' }]));
  await reads('未获话权：排队的人太多');
  await become(viewForTest([{ ...street, mine: 'revoked', code: 'preempted' }]));
  await reads('话权已收回：紧急讲话优先');
});

it('says who talks, and an emergency in a way of its own', async () => {
  await show(viewForTest([{ ...street, talk: talkForTest('王芳') }]));
  await reads('王芳 正在讲话');
  expect(element.textContent).not.toContain('紧急王芳');
  await become(viewForTest([{ ...street, talk: talkForTest('王芳', { emergency: true }) }]));
  await reads('紧急王芳 正在讲话');
});

it.each([
  ['alone', '独立工作中'],
  ['no-role', '没有讲话权限'],
  ['no-channel', '没有开通频道'],
  ['not-signed-in', '登录后可以对讲'],
] as const)('says why nobody can talk: %s', async (silent, words) => {
  await show(viewForTest(silent === 'no-channel' ? [] : [street], { silent }));
  await reads(words);
  const talk = [...element.querySelectorAll('button')].find((one) => one.textContent?.includes('按住讲话'));
  expect(talk?.disabled).toBe(true);
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it('talks where a chip was pressed, and steps through the joined channels', async () => {
  const left = channelForTest('left', { joined: false });
  await show(viewForTest([street, left, channelForTest('team', { name: '二班' })]));
  await reads('二班');
  expect(element.textContent).not.toContain('left');
  const chip = [...element.querySelectorAll('button')].find((one) => one.textContent === '二班');
  await act(async () => chip?.click());
  expect(useChoices.getState().talkId).toBe('team');
  await key('keydown', { key: ']', code: 'BracketRight' });
  expect(useChoices.getState().talkId).toBe('street');
  await key('keydown', { key: '[', code: 'BracketLeft' });
  expect(useChoices.getState().talkId).toBe('team');
});

it('calls back who has waited longest at one key: opens the channel, joins it, and takes them off the list', async () => {
  const call = { version: 1, workerId: 'w1', workerName: '王芳', channelId: null, note: '', answeredBy: null };
  calls = [{ ...call, id: '0195a000-0000-7000-8000-000000000001', at: 1, answeredAt: null }];
  await show(viewForTest([street]));
  await act(async () => station.status(statusForTest()));
  await reads('1 人等待回呼');
  await key('keydown', { key: 'y', code: 'KeyY' });
  await until(() => expect(station.acts.map(({ kind }) => kind)).toEqual(['channel.open', 'call-back.answer']));
  const [open] = station.acts;
  expect(open?.payload).toMatchObject({
    kind: 'direct',
    name: '王芳 · 周敏',
    members: { workerIds: ['w1'], userIds: ['lead'] },
  });
  expect(station.joins.at(-1)).toEqual(['street', open?.entityId]);
  expect(useChoices.getState()).toMatchObject({ talkId: open?.entityId, directs: { w1: open?.entityId } });
});

import { act, type ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { OverlayView } from '#shared/contract/overlays.ts';
import { createStationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { NoticeStrip } from './NoticeStrip.tsx';
import { OverlaysDialog } from './OverlaysDialog.tsx';

stubLayout();

const ring = [
  [121.4, 31.1],
  [121.5, 31.1],
  [121.5, 31.2],
  [121.4, 31.1],
] as [number, number][];
const notice = { level: 'orange' as const, from: null, to: null, polygons: [[ring]] };
const weather: OverlayView = {
  source: { kind: 'notices', id: 'overlay-1', name: '气象预警', url: 'http://a/{token}', minutes: 10, system: 'wgs84' },
  ...{ hasToken: false, asOf: 1.8e12, trouble: 'token-missing', reading: false, wrong: 2 },
  notices: [
    { ...notice, id: 'wind', title: '大风', text: '阵风八级' },
    { ...notice, id: 'fog', title: '大雾', level: 'yellow', text: '' },
  ],
};

let close: () => void = () => undefined;
afterEach(() => {
  close();
  localStorage.clear();
});

async function open(content: ReactNode, overlays = [weather]): Promise<TestStation> {
  const station = new TestStation({ 'overlay.list': () => ({ overlays, wrong: [{ name: '写错的', field: 'url' }] }) });
  const client = createStationClient();
  const { unmount } = await renderForTest(<StationProvider client={client}>{content}</StationProvider>);
  close = () => {
    unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  return station;
}
const button = (name: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent?.includes(name));
const press = (name: string) => act(async () => button(name)?.click());
const type = (label: string, text: string) =>
  act(async () => {
    const id = [...document.querySelectorAll('label')].find((one) => one.textContent === label)?.htmlFor;
    const input = document.getElementById(id ?? '');
    if (!(input instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });

it('[ST340] tells in the strip what is orange, with its words and the way there, and tells it once', async () => {
  const onPlace = vi.fn();
  await open(<NoticeStrip onPlace={onPlace} />);
  await until(() => expect(button('大风（橙色）')).toBeDefined());
  expect(document.body.textContent).not.toContain('大雾');
  await press('大风（橙色）');
  await until(() => expect(document.body.textContent).toContain('阵风八级'));
  await press('在地图上看');
  expect(onPlace).toHaveBeenCalledWith(
    expect.objectContaining({ title: '大风', box: [121.4, 31.1, 121.5, 31.2], stands: true }),
  );
  await until(() => expect(button('大风（橙色）')).toBeUndefined());
  close();
  await open(<NoticeStrip onPlace={onPlace} />);
  await until(() => expect(document.querySelector('[role=status]')).not.toBeNull());
  expect(button('大风（橙色）')).toBeUndefined();
});

it('[ST339] says how each source fares, and takes a new one once all of it fits', async () => {
  const station = await open(<OverlaysDialog onClose={() => undefined} />);
  await until(() => expect(document.body.textContent).toContain('缺少密钥 · 截至'));
  expect(document.body.textContent).toContain('2 条格式不对');
  expect(document.body.textContent).toContain('“写错的”的 url');
  await press('立即读取');
  expect(station.overlayChanges).toEqual([{ kind: 'read', id: 'overlay-1' }]);
  await press('添加');
  await type('名称', '街道通告');
  await type('网址', 'ftp://a/');
  expect(document.body.textContent).toContain('须是 http 或 https 网址');
  expect(button('保存')?.disabled).toBe(true);
  await type('网址', 'https://a.example/notices?k={token}');
  await type('密钥 {token}', 'secret');
  await press('保存');
  await until(() => expect(station.overlayChanges).toHaveLength(2));
  expect(station.overlayChanges[1]).toMatchObject({
    kind: 'put',
    source: { id: 'overlay-2', kind: 'notices', name: '街道通告', minutes: 10, system: 'wgs84' },
    token: 'secret',
  });
});

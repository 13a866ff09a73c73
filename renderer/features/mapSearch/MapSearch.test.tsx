import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { MapHit } from '#shared/contract/mapFindViews.ts';
import { createStationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { MapSearch } from './MapSearch.tsx';

stubLayout();

let close: () => void = () => undefined;
afterEach(() => close());

const at = { lon: 121.4, lat: 31.2 };
const hit = (more: Partial<MapHit>): MapHit => ({
  ...{ kind: 'address', id: '春岸街3号', title: '春岸街3号', detail: '', at, box: null, read: null, inside: true },
  ...more,
});

async function open(hits: MapHit[]) {
  const station = new TestStation({ 'map.find': () => hits });
  const client = createStationClient();
  const verbs = { onPlace: vi.fn(), onWorker: vi.fn(), onClose: vi.fn() };
  const { unmount } = await renderForTest(
    <StationProvider client={client}>
      <MapSearch {...verbs} />
    </StationProvider>,
  );
  close = () => {
    unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  return verbs;
}
const field = () => {
  const found = document.querySelector<HTMLInputElement>('input');
  if (!found) throw new Error('the search is not open');
  return found;
};
async function type(text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
}
const press = (key: string) =>
  act(async () => field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));

it('says as which system coordinates were read, and goes to the reading that is chosen', async () => {
  const verbs = await open([
    hit({ kind: 'coordinates', id: 'wgs84', title: 'a', read: { system: 'wgs84', named: false } }),
    hit({ kind: 'coordinates', id: 'bd09', title: 'b', read: { system: 'bd09', named: false }, inside: false }),
  ]);
  await type('31.2, 121.4');
  await until(() => expect(document.body.textContent).toContain('未写坐标系，推测'));
  expect(document.body.textContent).toMatch(/BD-09（百度）.*不在本辖区内/);
  await press('ArrowDown');
  await press('Enter');
  expect(verbs.onPlace).toHaveBeenCalledWith(expect.objectContaining({ ...at, title: 'b', stands: true }));
  expect(verbs.onPlace.mock.calls[0]?.[0].detail).toContain('BD-09');
  expect(verbs.onClose).toHaveBeenCalledOnce();
});

it('opens a worker, and goes nowhere while nobody knows where that is', async () => {
  const verbs = await open([hit({ kind: 'worker', id: 'w00007', title: '陆春生', at: null })]);
  await type('陆春生');
  await until(() => expect(document.body.textContent).toContain('位置未知'));
  await press('Enter');
  expect(verbs.onWorker).toHaveBeenCalledWith('w00007');
  expect(verbs.onPlace).not.toHaveBeenCalled();
});

it('closes by Esc and takes nothing', async () => {
  const verbs = await open([hit({})]);
  await type('春岸街');
  await press('Escape');
  expect(verbs.onClose).toHaveBeenCalledOnce();
  expect(verbs.onPlace).not.toHaveBeenCalled();
});

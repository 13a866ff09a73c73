import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderForTest } from '../ui/renderForTest.tsx';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  history.replaceState(null, '', '/desk.html');
  vi.resetModules();
});
afterEach(() => history.replaceState(null, '', '/'));

/** A window whose page has just been loaded. */
const load = async () => {
  const { keepBaseChoice, useBaseChoice } = await import('./basemaps.ts');
  keepBaseChoice();
  return useBaseChoice;
};

it('[ST296] a window keeps its own base map over a reload, and the next of its kind begins with it', async () => {
  const first = await load();
  expect(first.getState()).toMatchObject({ base: 'district', ground: 'auto' });
  first.getState().chooseBase('city');
  first.getState().chooseGround('contrast');
  vi.resetModules();
  localStorage.setItem('street.map.base.desk', JSON.stringify({ base: 'of another desk', ground: 'day' }));
  expect((await load()).getState()).toMatchObject({ base: 'city', ground: 'contrast' });
  sessionStorage.clear();
  vi.resetModules();
  expect((await load()).getState()).toMatchObject({ base: 'of another desk', ground: 'day' });
  sessionStorage.clear();
  history.replaceState(null, '', '/wall.html');
  vi.resetModules();
  expect((await load()).getState()).toMatchObject({ base: 'district' });
});

it('[ST296] begins with the district’s own where what was kept cannot be read', async () => {
  sessionStorage.setItem('street.map.base', '{ broken');
  localStorage.setItem('street.map.base.desk', JSON.stringify({ base: 7 }));
  expect((await load()).getState()).toMatchObject({ base: 'district', ground: 'auto' });
});

it('[ST296] a wall takes the base map a desk chooses for it, at once', async () => {
  history.replaceState(null, '', '/wall.html');
  const wall = await load();
  const { useWallBase } = await import('./basemaps.ts');
  function Chooser() {
    const [, choose] = useWallBase();
    return (
      <button type="button" onClick={() => choose({ base: 'city', ground: 'night' })}>
        choose
      </button>
    );
  }
  const { unmount } = await renderForTest(<Chooser />);
  await act(async () => document.querySelector('button')?.click());
  // Storage tells other windows only: here the event is theirs to hear.
  window.dispatchEvent(new StorageEvent('storage', { key: 'street.map.base.wall', storageArea: localStorage }));
  expect(wall.getState()).toMatchObject({ base: 'city', ground: 'night' });
  unmount();
});

import { expect, test } from 'vitest';
import { NO_FILTER } from '#shared/contract/mapView.ts';
import { savedViews } from '../../../parts/index.ts';
import { FRESH_LAYERS } from './choice.ts';
import { keepViews, withView } from './views.ts';

const view = (name: string, zoom = 14) => ({ name, lon: 121.46, lat: 31.195, zoom, layers: FRESH_LAYERS });

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  } as Storage;
}

test('[ST314] a full storage takes no view, and says so', () => {
  const full = {
    ...storage(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as Storage;
  expect(keepViews(full, 'lead', [view('东区')])).toBe(false);
});

test('[ST314] views are an operator’s own, one to a name, and come back with their layers', () => {
  const disk = storage();
  const both = withView(withView([], view('东区')), view('西区'));
  keepViews(disk, 'lead', withView(both, view('东区', 17)));
  expect(savedViews(disk, 'lead')).toEqual([view('西区'), view('东区', 17)]);
  expect(savedViews(disk, 'intake')).toEqual([]);
  disk.setItem('street.map.views.lead', JSON.stringify([{ name: '坏的' }, view('西区')]));
  expect(savedViews(disk, 'lead')).toEqual([view('西区')]);
  disk.setItem('street.map.views.lead', '{broken');
  expect(savedViews(disk, 'lead')).toEqual([]);
});

test('[ST341] a view keeps which workers it shows; one of an earlier version has no say in it', () => {
  const disk = storage();
  const filter = { ...NO_FILTER, states: ['busy' as const], grid: '310104003' };
  keepViews(disk, 'lead', [{ ...view('忙的'), filter }, view('从前的')]);
  expect(savedViews(disk, 'lead').map((one) => one.filter)).toEqual([filter, undefined]);
});

import { expect, test } from 'vitest';
import { wallPlanSchema } from '#shared/contract/wallPlan.ts';
import { placeOfArea, placeOfView } from './places.ts';

test('[ST345] an area is shown whole, and a small one no nearer than its streets', () => {
  const ring = [
    [121.4, 31.1],
    [121.5, 31.1],
    [121.5, 31.2],
    [121.4, 31.2],
    [121.4, 31.1],
  ] as const;
  const place = placeOfArea({
    name: '东区',
    geometry: { kind: 'polygon', ring: ring.map(([lon, lat]) => [lon, lat]) },
  });
  expect(place).toMatchObject({ name: '东区', lon: 121.45 });
  expect(place.lat).toBeCloseTo(31.15, 6);
  const pixels = ((0.1 / 360) * 512 * 2 ** place.zoom) / Math.cos((31.15 * Math.PI) / 180);
  expect(pixels).toBeCloseTo(650, 0);
  expect(placeOfArea({ name: '点', geometry: { kind: 'circle', centre: [121.4, 31.1], radius: 5 } }).zoom).toBe(17);
});

test('[ST363] a saved view is taken with what it shows, and comes back from the settings with it', () => {
  const layers = { on: { fill: true }, order: ['fill'], opacity: { fill: 0.5 }, options: { 'fill.tier': 'unit' } };
  const filter = { roles: [], states: ['busy' as const], skills: [], team: '', grid: '' };
  const view = { name: '防汛', lon: 121.4, lat: 31.2, zoom: 15, layers };
  const place = placeOfView({ ...view, filter });
  expect(place.shows).toEqual({ layers, filter });
  const plan = wallPlanSchema.parse({ tour: [{ scene: 'situation', seconds: 30, place }] });
  expect(plan.tour[0]?.place).toEqual(place);
  expect(placeOfView(view).shows?.filter.states, 'one of an earlier version hides nobody').toEqual([]);
});

import { expect, it } from 'vitest';
import { EMPTY_VIDEO_DESK, type VideoTarget } from '#shared/contract/video.ts';
import { patrolPage } from '../../features/video/index.ts';
import { place, placeFor, tilesOf, toggled } from './arrange.ts';

const camera = (sourceId: string): VideoTarget => ({ kind: 'source', sourceId });

it('fills empty tiles in order, moves what is shown already, and then takes the last tile', () => {
  let desk = EMPTY_VIDEO_DESK;
  for (const id of ['a', 'b', 'c', 'd', 'b', 'e']) desk = place(desk, placeFor(desk, camera(id)), camera(id));
  expect(tilesOf(desk)).toEqual(['a', 'b', 'c', 'e'].map(camera));
  const moved = place(desk, 3, camera('a'));
  expect(tilesOf(moved)).toEqual([null, camera('b'), camera('c'), camera('a')]);
});

it('keeps what a smaller layout does not show', () => {
  const desk = place({ ...EMPTY_VIDEO_DESK, layout: '9' }, 7, camera('h'));
  expect(tilesOf({ ...desk, layout: '1' })).toEqual([null]);
  expect(tilesOf({ ...desk, layout: '16' })[7]).toEqual(camera('h'));
});

it('patrols page by page, and round again', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const shown = [0, 1, 2, 3].map((page) => patrolPage(ids, 2, page).map((one) => 'sourceId' in one && one.sourceId));
  expect(shown).toEqual([['a', 'b'], ['c', 'd'], ['e'], ['a', 'b']]);
  expect(patrolPage([], 4, 3)).toEqual([]);
});

it('marks and unmarks', () => {
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
});

import { expect, it } from 'vitest';
import { channelForTest, talkForTest, viewForTest } from '../testRadio.ts';
import { loudest, ownFloor } from './ownFloor.ts';

it('says the talk before the request, and how many of several channels have it', () => {
  const view = viewForTest([
    channelForTest('a', { mine: 'queued', position: 2 }),
    channelForTest('b', { mine: 'granted', endsAt: 60_000 }),
    channelForTest('c'),
  ]);
  expect(ownFloor(view, 0)).toMatchObject({ state: 'granted', channel: { id: 'b' }, on: 1, of: 2 });
  expect(ownFloor(view, 51_000)).toMatchObject({ state: 'warned' });
});

it('says nothing while nothing is asked for', () => {
  expect(ownFloor(viewForTest([channelForTest('a')]), 0)).toBeNull();
});

it('names an emergency before the selected channel, and never oneself or a channel not joined', () => {
  const view = viewForTest([
    channelForTest('high', { priority: 9, talk: talkForTest('甲') }),
    channelForTest('chosen', { talk: talkForTest('乙') }),
    channelForTest('mine', { talk: talkForTest('我', { mine: true, emergency: true }) }),
    channelForTest('left', { joined: false, talk: talkForTest('丙', { emergency: true }) }),
  ]);
  expect(loudest(view, 'chosen')?.id).toBe('chosen');
  expect(loudest(view, undefined)?.id).toBe('high');
  const [first, ...rest] = view.channels;
  if (!first) throw new Error('no channel');
  const alarmed = viewForTest([{ ...first, talk: talkForTest('甲', { emergency: true }) }, ...rest]);
  expect(loudest(alarmed, 'chosen')?.id).toBe('high');
});

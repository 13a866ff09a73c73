import { beforeEach, expect, it, vi } from 'vitest';
import { TalkKeys } from './talkKeys.ts';

const ask = vi.fn();
const end = vi.fn();
let keys: TalkKeys;
beforeEach(() => {
  vi.clearAllMocks();
  keys = new TalkKeys({ ask, end });
});

it('talks from the first key that goes down to the last that is let go', () => {
  keys.down('space');
  keys.down('space');
  keys.down('pedal');
  keys.up('space');
  expect(ask.mock.calls).toEqual([[false]]);
  expect(end).not.toHaveBeenCalled();
  keys.up('pedal');
  keys.up('pedal');
  expect(end).toHaveBeenCalledTimes(1);
});

it('asks once more when a running talk becomes an emergency', () => {
  keys.down('space');
  keys.down('f9', true);
  keys.down('pedal');
  expect(ask.mock.calls).toEqual([[false], [true]]);
  keys.releaseAll();
  keys.down('space');
  expect(ask.mock.calls).toEqual([[false], [true], [false]]);
});

it('lets a stuck key go: it asks again only after it came up', () => {
  keys.down('space');
  keys.releaseAll();
  keys.releaseAll();
  expect(end).toHaveBeenCalledTimes(1);
  expect(keys.held).toBe(false);
});

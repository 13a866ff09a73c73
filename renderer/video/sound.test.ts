// @vitest-environment node
import { expect, it } from 'vitest';
import { loudness, talkOf } from './sound.ts';

const channel = (joined: boolean, mine: boolean | null) => ({ joined, talk: mine === null ? null : { mine } }) as never;
const talk = (...channels: never[]) => talkOf({ channels });

it('[ST223] makes way for a talk that is heard here, and is silent while this desk talks', () => {
  expect(talk(channel(true, null), channel(false, false))).toBe('none');
  expect(talk(channel(true, false), channel(false, null))).toBe('heard');
  expect(talk(channel(true, false), channel(false, true))).toBe('mine');
  expect(talkOf(undefined)).toBe('none');
  const wish = { volume: 0.8, muted: false };
  expect([loudness(wish, 'none'), loudness(wish, 'mine')]).toEqual([0.8, 0]);
  expect(loudness(wish, 'heard')).toBeCloseTo(0.12);
  expect(loudness({ ...wish, muted: true }, 'none')).toBe(0);
});

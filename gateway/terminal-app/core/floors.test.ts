import { describe, expect, it } from 'vitest';
import { asking, letGo, NO_FLOORS, tell } from './floors.ts';

const NOW = 1_000_000;

describe('what a worker sees of the radio', () => {
  it('follows a wish from asking over the queue to the grant, its warning and its loss', () => {
    let floors = asking(NO_FLOORS, 'c');
    expect(floors.mine?.state).toBe('asking');
    floors = tell(floors, 'queued', { channelId: 'c', position: 2 }, NOW);
    expect(floors.mine).toMatchObject({ state: 'queued', position: 2 });
    floors = tell(floors, 'granted', { channelId: 'c', talkMs: 60_000 }, NOW);
    expect(floors.mine).toMatchObject({ state: 'granted', position: null, endsAt: NOW + 60_000 });
    expect(tell(floors, 'queued', { channelId: 'c', position: 1 }, NOW)).toEqual(floors);
    floors = tell(floors, 'warned', { channelId: 'c' }, NOW);
    expect(floors.mine).toMatchObject({ state: 'granted', isWarned: true });
    floors = tell(floors, 'revoked', { channelId: 'c', code: 'too-long' }, NOW);
    expect(floors.mine).toMatchObject({ state: 'revoked', code: 'too-long', endsAt: null });
    expect(letGo(floors)).toEqual(floors);
    expect(asking(floors, 'c').mine).toMatchObject({ state: 'asking', code: null });
  });

  it('passes over what is said of another channel or after the key was let go', () => {
    const floors = asking(NO_FLOORS, 'c');
    expect(tell(floors, 'granted', { channelId: 'd' }, NOW)).toEqual(floors);
    expect(tell(letGo(floors), 'granted', { channelId: 'c' }, NOW).mine).toBeNull();
  });

  it('knows who talks on each channel', () => {
    const talker = { id: 'lead', name: '值班长', kind: 'operator' };
    let floors = tell(NO_FLOORS, 'taken', { channelId: 'c', talker, since: 5, emergency: true }, NOW);
    floors = tell(floors, 'taken', { channelId: 'd', talker }, NOW);
    expect(floors.talks).toEqual({
      c: { name: '值班长', since: 5, isEmergency: true },
      d: { name: '值班长', since: null, isEmergency: false },
    });
    expect(Object.keys(tell(floors, 'idle', { channelId: 'c' }, NOW).talks)).toEqual(['d']);
  });
});

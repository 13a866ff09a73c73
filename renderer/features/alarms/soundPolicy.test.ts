import { describe, expect, it } from 'vitest';
import type { Alarm } from '#shared/contract/views.ts';
import { MUTE_FOR, noMutes, soundFor, soundsAgain, toggleMute } from './soundPolicy.ts';

const sos: Alarm = {
  id: 'a',
  kind: 'sos',
  at: 0,
  subjectId: 'w00001',
  title: '',
  lon: null,
  lat: null,
  acknowledgedBy: null,
  acknowledgedAt: null,
};

describe('alarm sound', () => {
  it('is that of the gravest kind', () => {
    expect(soundFor(['overdue', 'sos'], noMutes(), true, 0)).toBe('sos');
    expect(soundFor(['overdue', 'sos'], noMutes(), false, 0)).toBeNull();
    expect(soundFor([], noMutes(), true, 0)).toBeNull();
  });

  it('is muted per kind, and the mute ends by itself', () => {
    const mutes = toggleMute(noMutes(), 'overdue', 100);
    expect(soundFor(['overdue'], mutes, true, 100)).toBeNull();
    expect(soundFor(['sos'], mutes, true, 100)).toBe('sos');
    expect(soundFor(['overdue'], mutes, true, 100 + MUTE_FOR)).toBe('overdue');
    expect(soundFor(['overdue'], toggleMute(mutes, 'overdue', 200), true, 200)).toBe('overdue');
  });

  it('comes again for a call for help until somebody acknowledges it', () => {
    expect(soundsAgain([sos], noMutes(), true, 0, 6000)).toBe(true);
    expect(soundsAgain([sos], noMutes(), true, 0, 5000)).toBe(false);
    expect(soundsAgain([{ ...sos, acknowledgedAt: 1 }], noMutes(), true, 0, 6000)).toBe(false);
    expect(soundsAgain([{ ...sos, kind: 'overdue' }], noMutes(), true, 0, 6000)).toBe(false);
    expect(soundsAgain([sos], toggleMute(noMutes(), 'sos', 0), true, 0, 6000)).toBe(false);
  });
});

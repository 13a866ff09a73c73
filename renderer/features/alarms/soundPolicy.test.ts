import { describe, expect, it } from 'vitest';
import { alarmForTest } from '../../parts/alarmForTest.ts';
import { muteFor, soundFor, soundKindOf, type SoundRules, soundsAgain, toggleMute, volumeOf } from './soundPolicy.ts';

const sos = alarmForTest({ kind: 'sos', priority: 'critical', figure: null, lon: null, lat: null });
const rules = (more: Partial<SoundRules> = {}): SoundRules => ({
  ...{ soundOn: true, mutes: {}, volumes: {}, heard: {} },
  ...more,
});

describe('[ST237] alarm sound', () => {
  it('is that of the gravest kind', () => {
    expect(soundFor(['overdue', 'sos', 'arrival'], rules(), 0)).toBe('sos');
    expect(soundFor(['arrival', 'due-soon'], rules(), 0)).toBe('due-soon');
    expect(soundFor(['overdue', 'sos'], rules({ soundOn: false }), 0)).toBeNull();
    expect(soundFor([], rules(), 0)).toBeNull();
  });

  it('is muted per kind, and the mute ends by itself, that of a grave kind sooner', () => {
    const mutes = toggleMute({}, 'overdue', 100);
    expect(soundFor(['overdue'], rules({ mutes }), 100)).toBeNull();
    expect(soundFor(['sos'], rules({ mutes }), 100)).toBe('sos');
    expect(soundFor(['overdue'], rules({ mutes }), 100 + muteFor('overdue'))).toBe('overdue');
    expect(soundFor(['overdue'], rules({ mutes: toggleMute(mutes, 'overdue', 200) }), 200)).toBe('overdue');
    expect(muteFor('critical-case')).toBeLessThan(muteFor('overdue'));
  });

  it('of a flood is heard once', () => {
    const heard = { arrival: 1000 };
    expect(soundFor(['arrival'], rules({ heard }), 1200)).toBeNull();
    expect(soundFor(['arrival', 'critical-case'], rules({ heard }), 1200)).toBe('critical-case');
    expect(soundFor(['arrival'], rules({ heard }), 6000)).toBe('arrival');
  });

  it('[ST323] of the centre is one for each priority, and a lesser one is not heard beside a graver one', () => {
    const centre = { kind: 'speed', of: 'centre' } as const;
    const kinds = (['critical', 'high', 'normal'] as const).map((priority) => soundKindOf({ ...centre, priority }));
    expect(kinds).toEqual(['alarm-critical', 'alarm-high', 'alarm-normal']);
    expect(soundKindOf(sos)).toBe('sos');
    expect(soundKindOf({ kind: 'overdue', of: 'desk', priority: 'normal' })).toBe('overdue');
    // However many come at once: one sound, that of the gravest.
    expect(soundFor(['alarm-normal', 'alarm-critical', 'alarm-high'], rules(), 0)).toBe('alarm-critical');
    const heard = { 'alarm-critical': 1000 };
    expect(soundFor(['alarm-high'], rules({ heard }), 1100)).toBeNull();
    expect(soundFor(['sos'], rules({ heard }), 1100)).toBe('sos');
    expect(soundFor(['alarm-high'], rules({ heard }), 6000)).toBe('alarm-high');
  });

  it('can be turned down per kind, but a grave one not off', () => {
    const volumes = { arrival: 0, sos: 0, overdue: 1 };
    expect(soundFor(['arrival'], rules({ volumes }), 0)).toBeNull();
    expect(soundFor(['sos'], rules({ volumes }), 0)).toBe('sos');
    expect(volumeOf(volumes, 'sos')).toBeGreaterThan(0);
    expect(volumeOf(volumes, 'overdue')).toBe(1);
  });

  it('comes again for a call for help until somebody acknowledges it', () => {
    expect(soundsAgain([sos], rules(), 6000)).toBe(true);
    expect(soundsAgain([sos], rules(), 5000)).toBe(false);
    expect(soundsAgain([{ ...sos, open: false }], rules(), 6000)).toBe(false);
    expect(soundsAgain([{ ...sos, kind: 'overdue' }], rules(), 6000)).toBe(false);
    expect(soundsAgain([sos], rules({ mutes: toggleMute({}, 'sos', 0) }), 6000)).toBe(false);
  });
});

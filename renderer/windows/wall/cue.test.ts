// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readCue, WALL_ID } from './cue.ts';

describe('a cue', () => {
  it('is taken when it names this wall or every wall', () => {
    for (const wallId of [WALL_ID, '', '*', 'all'])
      expect(readCue({ wallId, scene: 'figures', args: {} }, 0)).toEqual({
        type: 'cue',
        scene: 'figures',
        place: null,
      });
  });

  it('is left alone when it means another wall or a scene there is not', () => {
    expect(readCue({ wallId: 'wall-9', scene: 'figures', args: {} }, 0)).toBeNull();
    expect(readCue({ wallId: WALL_ID, scene: 'video', args: {} }, 0)).toBeNull();
  });

  it('may show a place; a place on Mars is none', () => {
    const at = (lon: number) =>
      readCue({ wallId: WALL_ID, scene: 'situation', args: { lon, lat: 31.2, title: '会场' } }, 5);
    expect(at(121.46)).toMatchObject({ place: { kind: 'cue', lon: 121.46, title: '会场' } });
    expect(at(4000)).toMatchObject({ place: null });
  });
});

import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '#shared/contract/mapView.ts';
import { readCue } from './cue.ts';

const WALL_ID = 'wall-1';

describe('a cue', () => {
  it('is taken when it names this wall or every wall', () => {
    for (const wallId of [WALL_ID, '', '*', 'all'])
      expect(readCue({ wallId, scene: 'figures', args: {} }, WALL_ID, 0)).toEqual({
        type: 'cue',
        scene: 'figures',
        place: null,
      });
  });

  it('is left alone when it means another wall or a scene there is not', () => {
    expect(readCue({ wallId: 'wall-9', scene: 'figures', args: {} }, WALL_ID, 0)).toBeNull();
    expect(readCue({ wallId: WALL_ID, scene: 'weather', args: {} }, WALL_ID, 0)).toBeNull();
  });

  it('[ST222] may bring video: tiles of sources, and nothing else', () => {
    const video = (tiles: unknown[]) =>
      readCue({ wallId: WALL_ID, scene: 'video', args: { layout: '4', tiles } }, WALL_ID, 0) ?? {};
    const tiles = [{ kind: 'source', sourceId: 'a' }, null];
    expect(video(tiles)).toMatchObject({ scene: 'video', video: { layout: '4', tiles } });
    const worker = { kind: 'worker', workerId: 'w00001', name: '', media: 'camera' };
    expect(video([worker])).not.toHaveProperty('video');
  });

  it('[ST363] may say what is shown at a place; what cannot be read is passed over, not the place', () => {
    const at = (shows: unknown) =>
      readCue({ wallId: WALL_ID, scene: 'situation', args: { lon: 121.46, lat: 31.2, shows } as never }, WALL_ID, 5);
    const shows = { layers: { on: { fill: true }, order: [], opacity: {}, options: {} }, filter: NO_FILTER };
    expect(at(shows)).toMatchObject({ place: { lon: 121.46, shows } });
    expect(at({ layers: 'all' })).toMatchObject({ place: { lon: 121.46, shows: undefined } });
  });

  it('may show a place; a place on Mars is none', () => {
    const at = (lon: number) =>
      readCue({ wallId: WALL_ID, scene: 'situation', args: { lon, lat: 31.2, title: '会场' } }, WALL_ID, 5);
    expect(at(121.46)).toMatchObject({ place: { kind: 'cue', lon: 121.46, title: '会场' } });
    expect(at(4000)).toMatchObject({ place: null });
  });
});

import { ScatterplotLayer } from '@deck.gl/layers';
import { MapboxOverlay } from '@deck.gl/mapbox';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Side } from './sides.ts';
import type { Change } from './world.ts';

/** One tick of four a second. */
const SLIDE_MS = 250;

/**
 * deck.gl's scatterplot over the map, as its own guide feeds it fastest: binary attributes. Interpolated motion takes
 * accessors, since its transitions know nothing of binary ones.
 */
export class DeckSide implements Side {
  private readonly overlay: MapboxOverlay;
  private readonly radius: number;
  private readonly moving: boolean;
  private turn = 0;
  private painted: (() => void) | null = null;

  constructor(map: MapLibreMap, radius: number, moving: boolean) {
    this.radius = radius;
    this.moving = moving;
    this.overlay = new MapboxOverlay({
      interleaved: false,
      layers: [],
      onAfterRender: () => {
        this.painted?.();
        this.painted = null;
      },
    });
    map.addControl(this.overlay);
  }

  take({ places }: Change, painted: () => void): void {
    this.turn += 1;
    this.painted = painted;
    this.overlay.setProps({ layers: [this.moving ? this.sliding(places) : this.still(places)] });
  }

  private get look() {
    return {
      id: 'fleet',
      radiusUnits: 'pixels',
      getRadius: this.radius,
      getFillColor: [72, 218, 196],
    } as const;
  }

  private still(places: Float64Array) {
    const getPosition = { value: Float32Array.from(places), size: 2 };
    return new ScatterplotLayer({ ...this.look, data: { length: places.length / 2, attributes: { getPosition } } });
  }

  private sliding(places: Float64Array) {
    return new ScatterplotLayer({
      ...this.look,
      data: { length: places.length / 2 },
      getPosition: (_: unknown, { index }: { index: number }) => [places[index * 2] ?? 0, places[index * 2 + 1] ?? 0],
      updateTriggers: { getPosition: this.turn },
      transitions: { getPosition: SLIDE_MS },
    });
  }
}

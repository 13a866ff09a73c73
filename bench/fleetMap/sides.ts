import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import {
  type Affine,
  affineOf,
  cameraOfMap,
  FleetLayer,
  FleetStore,
  PICK_RADIUS,
  pixelRatio,
  WORKER_BYTES,
} from '../../renderer/features/map/index.ts';
import { BareLayer } from './bareLayer.ts';
import { DeckSide } from './deckSide.ts';
import type { PickWay, SideName } from './page.ts';
import type { Change } from './world.ts';

/** A way to draw the fleet on the map. `take` calls `painted` when the change is on the screen. */
export interface Side {
  take(change: Change, painted: () => void): void;
  /** who is under a point of the map, CSS pixels; only where the side can be asked */
  pick?(by: PickWay, x: number, y: number): number | null;
}

type Opener = (map: MapLibreMap, workers: number, ground: number) => Side;

const RADIUS = 3;
const COLOUR = '#48dac4';

/** The product's own layer, told of the camera in the map's frame as the engine does. */
function product(map: MapLibreMap, workers: number, ground: number): Side {
  const look = { theme: 'dark', offDuty: false, magnify: 1, ground, view: 'points' } as const;
  const store = new FleetStore(workers);
  const layer = new FleetLayer(store, map.getCanvasContainer(), pixelRatio(), 'auto', look);
  const follow = () => layer.follow(cameraOfMap(map));
  map.on('render', follow);
  follow();
  return {
    take: ({ tick }, painted) => layer.tick(tick, painted),
    pick: (by, x, y) =>
      by === 'index'
        ? layer.pick(x, y)
        : nearest(store, affineOf(cameraOfMap(map), store.originX, store.originY), x, y),
  };
}

/** The worker nearest to a point by looking at each in the plain table: the barest way to ask. */
function nearest({ floats, count }: FleetStore, { scale, x0, y0 }: Affine, x: number, y: number): number | null {
  const stride = WORKER_BYTES / floats.BYTES_PER_ELEMENT;
  let best = PICK_RADIUS ** 2;
  let found: number | null = null;
  for (let index = 0; index < count; index++) {
    const dx = (floats[index * stride] ?? 0) * scale + x0 - x;
    const dy = (floats[index * stride + 1] ?? 0) * scale + y0 - y;
    const distance = dx * dx + dy * dy;
    if (distance >= best) continue;
    best = distance;
    found = index;
  }
  return found;
}

/** Points sent to the GPU as one table, drawn by one call within the map's own picture. */
function bare(map: MapLibreMap, workers: number): Side {
  const layer = new BareLayer(workers);
  map.addLayer(layer);
  return {
    take({ tick }, painted) {
      layer.move(tick);
      map.once('render', painted);
      map.triggerRepaint();
    },
  };
}

const at = (places: Float64Array, index: number): [number, number] => [
  places[index * 2] ?? 0,
  places[index * 2 + 1] ?? 0,
];
const point = (places: Float64Array, index: number) => ({
  type: 'Point' as const,
  coordinates: at(places, index),
});

function circles(map: MapLibreMap): GeoJSONSource {
  map.addSource('fleet', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  const paint = { 'circle-radius': RADIUS, 'circle-color': COLOUR };
  map.addLayer({ id: 'fleet', type: 'circle', source: 'fleet', paint });
  return map.getSource('fleet') as GeoJSONSource;
}

function wholeOf(places: Float64Array) {
  const features = Array.from({ length: places.length / 2 }, (_, index) => ({
    ...{ type: 'Feature' as const, id: index, properties: {}, geometry: point(places, index) },
  }));
  return { type: 'FeatureCollection' as const, features };
}

function setData(map: MapLibreMap): Side {
  const source = circles(map);
  return {
    take({ places }, painted) {
      void source.setData(wholeOf(places));
      map.once('idle', painted);
    },
  };
}

function updateData(map: MapLibreMap): Side {
  const source = circles(map);
  let first = true;
  return {
    take({ places, indices }, painted) {
      if (first) void source.setData(wholeOf(places));
      else {
        const update = Array.from(indices, (index) => ({ id: index, newGeometry: point(places, index) }));
        void source.updateData({ update });
      }
      first = false;
      map.once('idle', painted);
    },
  };
}

export const SIDES: Record<SideName, Opener> = {
  product,
  bare,
  setData,
  updateData,
  deck: (map) => new DeckSide(map, RADIUS, false),
  'deck-moving': (map) => new DeckSide(map, RADIUS, true),
};

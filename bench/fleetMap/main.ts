import type { Map as MapLibreMap } from 'maplibre-gl';
import { createMap, groundOf, readDistrict } from '../../renderer/features/map/index.ts';
import { BareLayer } from './bareLayer.ts';
import { feed } from './feed.ts';
import type { SideName } from './page.ts';
import { type Side, SIDES } from './sides.ts';
import { type Change, World } from './world.ts';

const PICKS_A_BATCH = 20;

/** Sides that know nothing of degrees. */
const TICKS_ALONE: ReadonlySet<SideName> = new Set(['product', 'bare']);

const container = document.querySelector<HTMLElement>('#map');
let map: MapLibreMap | null = null;
let side: Side | null = null;
let world: World | null = null;
let prepared: Change[] = [];

const onScreen: (readonly [probe: number, at: number])[] = [];

async function openMap() {
  if (!container) throw new Error('no place for the map');
  const district = await readDistrict();
  const look = { ground: 'dark', base: null, language: 'zh-CN', grids: true, magnify: 1 } as const;
  const made = createMap(container, district, look, { interactive: false, label: 'bench' });
  await made.once('idle');
  map = made;
  return { made, district };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms)));

function taken(change: Change): Promise<void> {
  return new Promise((resolve) => side?.take(change, resolve));
}

async function play(everyMs: number): Promise<number[]> {
  const times: number[] = [];
  for (const change of prepared.splice(0)) {
    const from = performance.now();
    await taken(change);
    times.push(performance.now() - from);
    await pause(from + everyMs - performance.now());
  }
  return times;
}

globalThis.fleetMap = {
  async open(name, workers) {
    const { made, district } = await openMap();
    side = SIDES[name](made, workers, groundOf(district));
    world = new World(workers, district.bbox, !TICKS_ALONE.has(name));
    await taken(world.everybody());
    await pause(1000);
  },
  async openFed(workers) {
    const { made, district } = await openMap();
    const layer = new BareLayer(workers);
    made.addLayer(layer);
    layer.move(new World(workers, district.bbox, false).everybody().tick);
    void feed(layer, made, (probe) => onScreen.push([probe, performance.timeOrigin + performance.now()]));
  },
  probes: () => onScreen,
  picks(by, count) {
    const pick = side?.pick;
    if (!pick || !map) throw new Error('this side cannot be asked');
    const { clientWidth, clientHeight } = map.getContainer();
    return Array.from({ length: count }, (_, batch) => {
      const from = performance.now();
      for (let n = 0; n < PICKS_A_BATCH; n++) {
        // Everywhere on the map, and the same points each time.
        const at = batch * PICKS_A_BATCH + n;
        pick(by, ((at * 0.618) % 1) * clientWidth, ((at * 0.7548) % 1) * clientHeight);
      }
      return (performance.now() - from) / PICKS_A_BATCH;
    });
  },
  prepare(ticks, moved) {
    const from = world;
    if (!from) throw new Error('no fleet yet');
    prepared = Array.from({ length: ticks }, () => from.next(moved));
  },
  play,
  async frames(everyMs) {
    const times: number[] = [];
    let last = 0;
    let going = true;
    const frame = (now: number) => {
      if (last > 0) times.push(now - last);
      last = now;
      map?.triggerRepaint();
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    await play(everyMs);
    going = false;
    return times;
  },
};

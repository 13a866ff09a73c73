import type { StreetGraph } from '#shared/district/files.ts';
import { bearing } from '#shared/district/streets/metres.ts';
import { formatGb28181Id } from '#shared/domain/gb28181.ts';
import type { VideoSource } from '#shared/protocol/video.ts';
import type { District } from '../readDistrict.ts';

/** Where the demo's pictures are served (`routes.ts`). */
export const DEMO_CAMERAS = '/demo/cameras/';

/** Of so many cameras one is known and not yet connected, as in any street. */
const UNCONNECTED_EVERY = 5;
/** A high camera that can be turned stands in each community of this many. */
const TURNING_EVERY = 4;
/** This one's address answers nothing: what a broken camera looks like. */
const BROKEN = 6;

/**
 * A camera at a crossing of each community, looking along its street. Some cannot be turned, some are known and not connected,
 * and one is out of order.
 */
export function demoSources({ info, grids, streets }: District): VideoSource[] {
  if (!streets) return [];
  const neighbours = neighboursOf(streets);
  const communities = grids.features.filter(({ properties }) => properties.tier === 'community');
  return communities.flatMap(({ properties: { code, name } }, at) => {
    const nodes = streets.grids.filter((grid) => grid.code.startsWith(code)).flatMap((grid) => grid.nodes);
    // The node where most streets meet is a crossing worth a camera.
    const node = nodes.toSorted((a, b) => (neighbours.get(b)?.length ?? 0) - (neighbours.get(a)?.length ?? 0))[0];
    const place = node === undefined ? undefined : streets.nodes[node];
    const along = node === undefined ? undefined : neighbours.get(node)?.[0];
    const gridCode = streets.grids.find(
      (grid) => node !== undefined && grid.nodes.includes(node) && grid.code.startsWith(code),
    )?.code;
    if (!place || !along || !gridCode) return [];
    const [lon, lat] = place;
    const [toLon, toLat] = streets.nodes[along.node] ?? place;
    const turns = at % TURNING_EVERY === 0;
    const id = formatGb28181Id({
      centre: `${info.code}00`,
      industry: '08',
      type: turns ? '131' : '132',
      network: '6',
      serial: String(at + 1).padStart(6, '0'),
    });
    return [
      {
        id,
        version: 1,
        name: `${name}${streets.names[along.name]?.zh ?? ''}${turns ? '高点' : '路口'}`,
        kind: 'camera' as const,
        lon,
        lat,
        gridCode,
        streams: streamsOf(id, at),
        heading: Math.round(bearing(lon, lat, toLon, toLat)) % 360,
        view: turns ? 90 : 60,
        range: turns ? 300 : 120,
        ptz: turns,
        presets: turns
          ? [
              { id: 'west', name: '西侧' },
              { id: 'centre', name: '正前' },
              { id: 'east', name: '东侧' },
            ]
          : [],
      },
    ];
  });
}

function streamsOf(id: string, at: number): VideoSource['streams'] {
  if (at === BROKEN) return [{ kind: 'jpeg', url: `${DEMO_CAMERAS}none` }];
  return at % UNCONNECTED_EVERY === UNCONNECTED_EVERY - 1 ? [] : [{ kind: 'jpeg', url: `${DEMO_CAMERAS}${id}` }];
}

function neighboursOf({ edges }: StreetGraph): Map<number, { node: number; name: number }[]> {
  const all = new Map<number, { node: number; name: number }[]>();
  const add = (from: number, node: number, name: number) => all.set(from, [...(all.get(from) ?? []), { node, name }]);
  for (const [from, to, , name] of edges) {
    add(from, to, name);
    add(to, from, name);
  }
  return all;
}

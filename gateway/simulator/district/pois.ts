import type { Bilingual } from '#shared/district/files.ts';
import type { CityPlan } from './cityPlan.ts';
import { suffixed } from './coding.ts';
import { centroid, distance } from './geometry.ts';
import type { Block } from './landUse.ts';
import type { Random } from './random.ts';
import type { BlockKind, Building, Poi, PoiKind } from './types.ts';
import { toLonLat } from './warp.ts';

interface Wanted {
  kind: PoiKind;
  on: BlockKind[];
  suffixes: ReadonlyArray<readonly [zh: string, en: string]>;
  /** How many for each community, on average. */
  each: number;
}

const WANTED: Wanted[] = [
  {
    kind: 'school',
    on: ['school'],
    suffixes: [
      ['小学', 'Primary School'],
      ['中学', 'Middle School'],
      ['实验小学', 'Experimental Primary School'],
    ],
    each: 2,
  },
  {
    kind: 'hospital',
    on: ['hospital'],
    suffixes: [
      ['医院', 'Hospital'],
      ['社区卫生服务中心', 'Health Centre'],
    ],
    each: 1,
  },
  {
    kind: 'mall',
    on: ['commercial'],
    suffixes: [
      ['广场', 'Plaza'],
      ['购物中心', 'Shopping Centre'],
      ['商厦', 'Department Store'],
    ],
    each: 1,
  },
  {
    kind: 'market',
    on: ['commercial', 'residential'],
    suffixes: [
      ['菜市场', 'Food Market'],
      ['农贸市场', 'Farmers Market'],
    ],
    each: 1,
  },
  {
    kind: 'community-centre',
    on: ['residential', 'office', 'commercial'],
    suffixes: [['社区居委会', 'Community Committee']],
    each: 1,
  },
  { kind: 'police', on: ['office', 'residential', 'commercial'], suffixes: [['派出所', 'Police Station']], each: 0.3 },
  { kind: 'fire-station', on: ['residential', 'industrial'], suffixes: [['消防救援站', 'Fire Station']], each: 0.12 },
  {
    kind: 'factory',
    on: ['industrial'],
    suffixes: [
      ['机械厂', 'Machine Works'],
      ['食品厂', 'Food Factory'],
      ['物流园', 'Logistics Park'],
    ],
    each: 0.5,
  },
  { kind: 'metro', on: ['commercial', 'office', 'residential'], suffixes: [['地铁站', 'Metro Station']], each: 0.5 },
];

/** Places people name when they report: each stands in a block of its own, named after its community or road; gives the building its name. */
export function createPois(
  plan: CityPlan,
  blocks: readonly Block[],
  buildings: readonly Building[],
  random: Random,
): Poi[] {
  const taken = new Set<Block>();
  const byGrid = new Map<string, Building[]>();
  for (const building of buildings) byGrid.set(building.gridCode, [...(byGrid.get(building.gridCode) ?? []), building]);
  const pois: Poi[] = [];
  const place = (block: Block, kind: PoiKind, name: Bilingual): void => {
    taken.add(block);
    const gridCode = plan.unitCodes[block.unit] ?? '';
    const at = toLonLat(block.centre);
    pois.push({ kind, name, at, gridCode });
    const apart = (building: Building): number => distance(centroid(building.ring), at);
    const house = (byGrid.get(gridCode) ?? []).reduce<Building | undefined>(
      (a, b) => (!a || apart(b) < apart(a) ? b : a),
      undefined,
    );
    if (house && !house.name && kind !== 'metro' && apart(house) < 0.0006) house.name = name;
  };
  const core = blocks
    .filter(({ kind }) => kind === 'office')
    .reduce<Block | undefined>((a, b) => (!a || Math.hypot(...b.centre) < Math.hypot(...a.centre) ? b : a), undefined);
  if (core) place(core, 'operations-centre', { zh: '街道管理运营中心', en: 'Street Operations Centre' });
  for (const { kind, on, suffixes, each } of WANTED) {
    plan.communityNames.forEach((name, community) => {
      const count = Math.floor(each) + (random.chance(each % 1) ? 1 : 0);
      const free = random.shuffle(
        blocks.filter(
          (block) =>
            plan.layout.communityOfUnit[block.unit] === community && on.includes(block.kind) && !taken.has(block),
        ),
      );
      free.slice(0, count).forEach((block, i) => {
        const suffix = suffixes[(community + i) % suffixes.length] ?? ['', ''];
        place(block, kind, suffixed(name, ...suffix));
      });
    });
  }
  return pois;
}

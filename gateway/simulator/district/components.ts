import type { Component, ComponentsFile, LonLat } from '#shared/district/files.ts';
import type { CityPlan } from './cityPlan.ts';
import { DISTRICT_CODE } from './coding.ts';
import type { ComponentRule } from './departments.ts';
import { COMPONENT_RULES } from './departments.ts';
import type { Point } from './geometry.ts';
import { contains, distance, distanceToRing, mix } from './geometry.ts';
import type { Random } from './random.ts';
import { sideOf } from './streets.ts';
import { toLonLat, toMetres } from './warp.ts';

/** Places components along the streets of every unit grid, a few metres inside the grid. */
export function createComponents(plan: CityPlan, random: Random): ComponentsFile {
  const facesOfUnit: number[][] = plan.unitCodes.map(() => []);
  plan.layout.unitOfFace.forEach((unit, face) => facesOfUnit[unit]?.push(face));
  const serials = new Map<string, number>();
  const components: Component[] = [];
  const order = plan.unitCodes
    .map((_, unit) => unit)
    .sort((a, b) => ((plan.unitCodes[a] ?? '') < (plan.unitCodes[b] ?? '') ? -1 : 1));
  for (const unit of order) {
    for (const rule of COMPONENT_RULES) {
      const count = Math.floor(rule.perGrid) + (random.chance(rule.perGrid % 1) ? 1 : 0);
      for (let i = 0; i < count; i++) {
        const spot = findSpot(plan, unit, facesOfUnit[unit] ?? [], rule, random);
        if (!spot) continue;
        const serial = (serials.get(rule.code) ?? 0) + 1;
        serials.set(rule.code, serial);
        components.push({
          code: `${DISTRICT_CODE}${rule.code}${String(serial).padStart(6, '0')}`,
          name: `${spot.road}${rule.zh}`,
          departmentCode: rule.departmentCode,
          gridCode: plan.unitCodes[unit] ?? '',
          lon: spot.at[0],
          lat: spot.at[1],
        });
      }
    }
  }
  const kinds = COMPONENT_RULES.map(({ code, zh, en, departmentCode }) => ({ code, zh, en, departmentCode }));
  return { version: 1, kinds, components: components.sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

interface Spot {
  at: LonLat;
  road: string;
}

function findSpot(
  plan: CityPlan,
  unit: number,
  faces: readonly number[],
  rule: ComponentRule,
  random: Random,
): Spot | undefined {
  const outline = (plan.shapes.units[unit]?.loops[0] ?? []).map((corner) => toMetres(plan.positions[corner] ?? [0, 0]));
  for (let attempt = 0; attempt < 12; attempt++) {
    const loop = plan.layout.map.loop(random.pick(faces));
    const i = random.int(0, loop.length - 1);
    const [a, b] = [loop[i] as number, loop[(i + 1) % loop.length] as number];
    const street = plan.layout.map.classOf(a, b);
    if (rule.on === 'main' && street !== 'main') continue;
    if (rule.on === 'secondary' && street === 'lane') continue;
    const [from, to] = [plan.points[a] ?? ([0, 0] as Point), plan.points[b] ?? ([0, 0] as Point)];
    const length = distance(from, to);
    if (length < 12) continue;
    const off = { main: 17, secondary: 10, lane: 4 }[street] + random.range(0, 1.5);
    const along = mix(from, to, random.range(0.1, 0.9));
    const at = toLonLat([along[0] - ((to[1] - from[1]) / length) * off, along[1] + ((to[0] - from[0]) / length) * off]);
    const metres = toMetres(at);
    if (!contains(outline, metres) || distanceToRing(outline, metres) < 0.5) continue;
    return { at, road: plan.network.streets[plan.network.streetOfSide.get(sideOf(a, b)) ?? 0]?.name.zh ?? '' };
  }
  return undefined;
}

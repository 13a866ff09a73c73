import type { PlanarMap } from './planarMap.ts';

/**
 * Shares `total` among parts by area, at least one and at most 99 each (a grid code has two digits for the unit).
 * Highest averages, so the result depends on nothing but the areas.
 */
export function allotByArea(areas: readonly number[], total: number): number[] {
  if (areas.length > total) throw new RangeError(`${total} cannot be shared among ${areas.length} parts`);
  const counts = areas.map(() => 1);
  for (let given = areas.length; given < total; given++) {
    let best = 0;
    let bestShare = -1;
    areas.forEach((area, i) => {
      const count = counts[i] ?? 1;
      const share = count >= 99 ? -1 : area / (count + 0.5);
      if (share > bestShare) {
        bestShare = share;
        best = i;
      }
    });
    counts[best] = (counts[best] ?? 0) + 1;
  }
  return counts;
}

/**
 * Groups the faces between the avenues into communities: splinters join a neighbour, large faces are to be cut into
 * `count` communities. The counts add up to `communities`.
 */
export function groupFaces(map: PlanarMap, communities: number): Array<{ faces: number[]; count: number }> {
  const total = map.faces.reduce((sum, _, face) => sum + map.area(face), 0);
  const groups = new Map(map.faces.map((_, face) => [face, [face]]));
  const groupOf = map.faces.map((_, face) => face);
  const area = (faces: readonly number[]): number => faces.reduce((sum, face) => sum + map.area(face), 0);
  const least = (0.42 * total) / communities;
  for (const pending = new Set(groups.keys()); pending.size > 0; ) {
    const smallest = [...pending].reduce((a, b) => (area(groups.get(b) ?? []) < area(groups.get(a) ?? []) ? b : a));
    const faces = groups.get(smallest) ?? [];
    pending.delete(smallest);
    if (area(faces) >= least && groups.size <= communities) continue;
    const neighbours = [...neighboursOf(map, faces, groupOf)];
    if (neighbours.length === 0) continue;
    const into = neighbours.reduce((a, b) => (area(groups.get(b) ?? []) < area(groups.get(a) ?? []) ? b : a));
    for (const face of faces) groupOf[face] = into;
    groups.get(into)?.push(...faces);
    groups.delete(smallest);
    pending.add(into);
  }
  return shareCommunities(map, [...groups.values()], communities);
}

function neighboursOf(map: PlanarMap, faces: readonly number[], groupOf: readonly number[]): Set<number> {
  const found = new Set<number>();
  const own = groupOf[faces[0] ?? 0];
  for (const face of faces) {
    const loop = map.loop(face);
    loop.forEach((a, i) => {
      const other = map.faceLeftOf(loop[(i + 1) % loop.length] as number, a);
      const group = other === undefined ? undefined : groupOf[other];
      if (group !== undefined && group !== own) found.add(group);
    });
  }
  return found;
}

function shareCommunities(
  map: PlanarMap,
  groups: number[][],
  communities: number,
): Array<{ faces: number[]; count: number }> {
  const single = groups.filter((faces) => faces.length === 1);
  const joined = groups.filter((faces) => faces.length > 1);
  const counts = allotByArea(
    single.map(([face]) => map.area(face ?? 0)),
    communities - joined.length,
  );
  return [
    ...joined.map((faces) => ({ faces, count: 1 })),
    ...single.map((faces, i) => ({ faces, count: counts[i] ?? 1 })),
  ];
}

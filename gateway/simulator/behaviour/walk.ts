import { bearing, metresBetween } from '#shared/district/streets/metres.ts';
import type { StreetNetwork } from '#shared/district/streets/network.ts';
import type { Router } from '#shared/district/streets/route.ts';
import type { Random } from './random.ts';

/** A worker's place: part way along one straight leg, and the way still to go when it is a trip. */
export interface Walk {
  fromLon: number;
  fromLat: number;
  toLon: number;
  toLat: number;
  /** metres of the leg */
  length: number;
  /** metres of it already walked */
  along: number;
  /** the street edge the leg lies on, or left the street from */
  nodeA: number;
  nodeB: number;
  /** legs still to walk, the next one last; null while roaming */
  trip: Leg[] | null;
  /** where on the street the worker stepped off it, [lon, lat]; null on the street */
  door: [number, number] | null;
}

/** One straight leg: where it ends, and what it hangs on while it is walked (see `Walk`). */
interface Leg {
  lon: number;
  lat: number;
  nodeA: number;
  nodeB: number;
  door: [number, number] | null;
}

/** Stands at a junction, about to walk along a street of the own grid (of any, when none begins here). */
export function walkFrom(streets: StreetNetwork, node: number, home: Int32Array, random: Random): Walk {
  const walk: Walk = {
    fromLon: 0,
    fromLat: 0,
    toLon: 0,
    toLat: 0,
    length: 0,
    along: 0,
    nodeA: streets.neighbour[streets.first[node] ?? 0] ?? node,
    nodeB: node,
    trip: null,
    door: null,
  };
  roam(walk, streets, home, random);
  return walk;
}

/** Present position as [lon, lat]. */
export function placeOf(walk: Walk): [number, number] {
  const part = walk.length === 0 ? 1 : walk.along / walk.length;
  return [walk.fromLon + (walk.toLon - walk.fromLon) * part, walk.fromLat + (walk.toLat - walk.fromLat) * part];
}

/** Degrees clockwise from north of the present leg. */
export function headingOf(walk: Walk): number {
  return bearing(walk.fromLon, walk.fromLat, walk.toLon, walk.toLat);
}

/** Walks so many metres along the present leg; returns the metres left over at its end, 0 while still on it. */
export function walkLeg(walk: Walk, metres: number): number {
  const room = walk.length - walk.along;
  if (metres < room) {
    walk.along += metres;
    return 0;
  }
  walk.along = walk.length;
  return metres - room;
}

/** Starts the next leg of the trip; false when the trip is over (or there was none). */
export function nextLeg(walk: Walk): boolean {
  const leg = walk.trip?.pop();
  if (!leg) {
    walk.trip = null;
    return false;
  }
  [walk.fromLon, walk.fromLat] = [walk.toLon, walk.toLat];
  walk.nodeA = leg.nodeA;
  walk.nodeB = leg.nodeB;
  walk.door = leg.door;
  setLeg(walk, leg.lon, leg.lat);
  return true;
}

/** At the end of a leg with no trip: goes on along a street of the own grid, turning back only in a dead end. */
export function roam(walk: Walk, streets: StreetNetwork, home: Int32Array, random: Random): void {
  const here = walk.nodeB;
  let chosen = -1;
  let ways = 0;
  for (let i = streets.first[here] ?? 0; i < (streets.first[here + 1] ?? 0); i++) {
    const node = streets.neighbour[i] ?? 0;
    if (node === walk.nodeA || !home.includes(node)) continue;
    ways++;
    if (random.chance(1 / ways)) chosen = node;
  }
  if (chosen === -1) chosen = walk.nodeA;
  [walk.fromLon, walk.fromLat] = [streets.lonOf(here), streets.latOf(here)];
  walk.nodeA = here;
  walk.nodeB = chosen;
  setLeg(walk, streets.lonOf(chosen), streets.latOf(chosen));
}

/**
 * Sets out for a free position: along the streets to the nearest point of one, then straight to the door.
 * False when no street is near or none leads there.
 */
export function goTo(walk: Walk, streets: StreetNetwork, router: Router, lon: number, lat: number): boolean {
  const point = streets.nearest(lon, lat);
  if (!point) return false;
  const [p, q] = streets.ends(point.edge);
  const sameEdge = (p === walk.nodeA && q === walk.nodeB) || (p === walk.nodeB && q === walk.nodeA);
  const nodes = sameEdge ? [] : nodesTo(walk, router, p);
  if (!sameEdge && nodes.length === 0) return false;
  if (nodes.at(-2) === q) nodes.pop();
  const last = nodes.at(-1) ?? walk.nodeA;
  const edge = { nodeA: last, nodeB: last === p ? q : p };
  depart(walk, streets, nodes, [
    { ...edge, lon: point.lon, lat: point.lat, door: null },
    { ...edge, lon, lat, door: [point.lon, point.lat] },
  ]);
  return true;
}

/** Sets out for a junction of the own grid, from wherever a command has led; roaming goes on from there. */
export function goHome(walk: Walk, streets: StreetNetwork, router: Router, home: Int32Array, random: Random): void {
  const target = home[random.int(0, home.length - 1)] ?? walk.nodeA;
  const nodes = nodesTo(walk, router, target);
  depart(walk, streets, nodes.length > 0 ? nodes : [walk.nodeA], []);
}

/** The way from the present edge: its far end is not walked to when the way leads back past the near one. */
function nodesTo(walk: Walk, router: Router, target: number): number[] {
  const nodes = [...router.route(walk.nodeB, target)];
  if (nodes[1] === walk.nodeA) nodes.shift();
  return nodes;
}

/** Stops where it is and lays the legs: back through the door, junction by junction, then what is beyond them. */
function depart(walk: Walk, streets: StreetNetwork, nodes: readonly number[], beyond: readonly Leg[]): void {
  const here = placeOf(walk);
  const legs: Leg[] = [];
  const { nodeA, nodeB, door } = walk;
  if (door) legs.push({ lon: door[0], lat: door[1], nodeA, nodeB, door });
  let before = nodes[0] === nodeA ? nodeB : nodeA;
  for (const node of nodes) {
    legs.push({ lon: streets.lonOf(node), lat: streets.latOf(node), nodeA: before, nodeB: node, door: null });
    before = node;
  }
  [walk.fromLon, walk.fromLat] = here;
  [walk.toLon, walk.toLat] = here;
  walk.length = 0;
  walk.along = 0;
  walk.trip = [...legs, ...beyond].reverse();
}

function setLeg(walk: Walk, lon: number, lat: number): void {
  walk.toLon = lon;
  walk.toLat = lat;
  walk.along = 0;
  walk.length = metresBetween(walk.fromLon, walk.fromLat, lon, lat);
}

import type { StreetClass } from '#shared/district/files.ts';
import type { Point } from './geometry.ts';
import { clipHalfPlane, distance, longAxis, mix, signedArea } from './geometry.ts';
import type { Random } from './random.ts';

const KEY_BASE = 2 ** 24;

/** Key of the directed side a → b. */
function sideKey(a: number, b: number): number {
  return a * KEY_BASE + b;
}

/**
 * A plane cut into convex faces that share their corners, so that neighbours always meet exactly and every
 * side is a street. Cutting a face puts the new corners into the neighbour as well.
 */
export class PlanarMap {
  readonly points: Point[] = [];
  /** Counter-clockwise loops of point indices. */
  readonly faces: number[][] = [];
  private readonly faceOfSide = new Map<number, number>();
  private readonly classOfSide = new Map<number, StreetClass>();

  addPoint(point: Point): number {
    return this.points.push(point) - 1;
  }

  point(index: number): Point {
    const point = this.points[index];
    if (!point) throw new RangeError(`no point ${index}`);
    return point;
  }

  loop(face: number): number[] {
    const loop = this.faces[face];
    if (!loop) throw new RangeError(`no face ${face}`);
    return loop;
  }

  ring(face: number): Point[] {
    return this.loop(face).map((index) => this.point(index));
  }

  area(face: number): number {
    return signedArea(this.ring(face));
  }

  /** Adds a first face, given counter-clockwise. */
  addFace(loop: number[], street: StreetClass): number {
    const face = this.faces.push(loop) - 1;
    this.claim(face);
    loop.forEach((a, i) => this.setClass(a, loop[(i + 1) % loop.length] as number, street));
    return face;
  }

  classOf(a: number, b: number): StreetClass {
    return this.classOfSide.get(sideKey(Math.min(a, b), Math.max(a, b))) ?? 'lane';
  }

  setClass(a: number, b: number, street: StreetClass): void {
    this.classOfSide.set(sideKey(Math.min(a, b), Math.max(a, b)), street);
  }

  /** The face to the left of a → b, if any. */
  faceLeftOf(a: number, b: number): number | undefined {
    return this.faceOfSide.get(sideKey(a, b));
  }

  /** Every undirected side once, with its class. */
  sides(): Array<[number, number, StreetClass]> {
    const found: Array<[number, number, StreetClass]> = [];
    for (const [key, street] of this.classOfSide) found.push([Math.floor(key / KEY_BASE), key % KEY_BASE, street]);
    return found;
  }

  private claim(face: number): void {
    const loop = this.loop(face);
    loop.forEach((a, i) => this.faceOfSide.set(sideKey(a, loop[(i + 1) % loop.length] as number), face));
  }

  /** Puts a new corner on the side a–b of both faces beside it. */
  splitSide(a: number, b: number, at: Point): number {
    const corner = this.addPoint(at);
    const street = this.classOf(a, b);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const face = this.faceLeftOf(from, to);
      if (face === undefined) continue;
      const loop = this.loop(face);
      loop.splice(loop.indexOf(from) + 1, 0, corner);
      this.faceOfSide.delete(sideKey(from, to));
      this.faceOfSide.set(sideKey(from, corner), face);
      this.faceOfSide.set(sideKey(corner, to), face);
    }
    this.classOfSide.delete(sideKey(Math.min(a, b), Math.max(a, b)));
    this.setClass(a, corner, street);
    this.setClass(corner, b, street);
    return corner;
  }

  /** Cuts a face from corner a to corner b: the part left of a → b is a new face, whose number is returned. */
  splitFace(face: number, a: number, b: number, street: StreetClass): number {
    const loop = this.loop(face);
    const start = loop.indexOf(a);
    const turned = [...loop.slice(start), ...loop.slice(0, start)];
    const cut = turned.indexOf(b);
    const rest = turned.slice(0, cut + 1);
    const part = [b, ...turned.slice(cut + 1), a];
    this.faces[face] = rest;
    const made = this.faces.push(part) - 1;
    this.claim(face);
    this.claim(made);
    this.setClass(a, b, street);
    return made;
  }

  /** Cuts every face that the line through `origin` along `direction` crosses; corners nearer than `snap` metres are used as they are. */
  cutLine(origin: Point, direction: Point, street: StreetClass, snap: number): void {
    const length = Math.hypot(direction[0], direction[1]);
    const normal: Point = [-direction[1] / length, direction[0] / length];
    const side = (point: Point): number => (point[0] - origin[0]) * normal[0] + (point[1] - origin[1]) * normal[1];
    const crossings = new Set<number>();
    for (const [a, b] of this.sides()) {
      const from = this.point(a);
      const to = this.point(b);
      const da = side(from);
      const db = side(to);
      if (da < 0 === db < 0) continue;
      const at = mix(from, to, da / (da - db));
      if (distance(at, from) < snap) crossings.add(a);
      else if (distance(at, to) < snap) crossings.add(b);
      else crossings.add(this.splitSide(a, b, at));
    }
    for (let face = this.faces.length - 1; face >= 0; face--) {
      const ends = this.furthestPair(this.loop(face).filter((corner) => crossings.has(corner)));
      if (ends && this.canSplit(face, ends[0], ends[1], 2_000)) this.splitFace(face, ends[0], ends[1], street);
    }
  }

  private furthestPair(corners: number[]): [number, number] | undefined {
    let best: [number, number] | undefined;
    let longest = 0;
    corners.forEach((a, i) => {
      for (const b of corners.slice(i + 1)) {
        const apart = distance(this.point(a), this.point(b));
        if (apart > longest) {
          longest = apart;
          best = [a, b];
        }
      }
    });
    return best;
  }

  /** Whether cutting a–b leaves at least `least` m² on both sides. */
  canSplit(face: number, a: number, b: number, least: number): boolean {
    const loop = this.loop(face);
    const start = loop.indexOf(a);
    const turned = [...loop.slice(start), ...loop.slice(0, start)];
    const cut = turned.indexOf(b);
    if (start < 0 || cut < 2 || cut > turned.length - 2) return false;
    const area = signedArea(turned.slice(0, cut + 1).map((corner) => this.point(corner)));
    return area > least && this.area(face) - area > least;
  }

  /**
   * Cuts a face across its longer axis so that about `fraction` of its area comes to lie in the returned face
   * (the other keeps its number). Ends join streets that already meet the border nearby, as crossings do.
   * Undefined when the face has no shape to cut.
   */
  bisect(face: number, fraction: number, street: StreetClass, random: Random, snap: number): number | undefined {
    const ring = this.ring(face);
    const { axis, long } = longAxis(ring);
    const turn = random.range(-0.06, 0.06);
    const normal: Point = [
      axis[0] * Math.cos(turn) - axis[1] * Math.sin(turn),
      axis[0] * Math.sin(turn) + axis[1] * Math.cos(turn),
    ];
    const total = signedArea(ring);
    const offset = offsetForArea(ring, normal, total * fraction);
    for (const tolerance of [Math.min(snap, long * 0.16), 0]) {
      const ends = this.cutEnds(face, normal, offset, tolerance);
      if (ends && this.canSplit(face, ends[0], ends[1], total * Math.min(fraction, 1 - fraction) * 0.6)) {
        const made = this.splitFace(face, ends[0], ends[1], street);
        return this.sidePoint(made, normal) < this.sidePoint(face, normal) ? made : this.swap(face, made);
      }
    }
    return undefined;
  }

  private sidePoint(face: number, normal: Point): number {
    const ring = this.ring(face);
    return ring.reduce((sum, point) => sum + point[0] * normal[0] + point[1] * normal[1], 0) / ring.length;
  }

  private swap(face: number, made: number): number {
    const kept = this.loop(face);
    this.faces[face] = this.loop(made);
    this.faces[made] = kept;
    this.claim(face);
    this.claim(made);
    return made;
  }

  private cutEnds(face: number, normal: Point, offset: number, snap: number): [number, number] | undefined {
    const side = (index: number): number => {
      const point = this.point(index);
      return point[0] * normal[0] + point[1] * normal[1] - offset;
    };
    const loop = [...this.loop(face)];
    const ends: number[] = [];
    loop.forEach((a, i) => {
      const b = loop[(i + 1) % loop.length] as number;
      const da = side(a);
      const db = side(b);
      if (da < 0 === db < 0) return;
      const at = mix(this.point(a), this.point(b), da / (da - db));
      const near = this.nearestBend(loop, i, at, snap);
      if (near !== undefined) ends.push(near);
      else if (distance(at, this.point(a)) < 1) ends.push(a);
      else if (distance(at, this.point(b)) < 1) ends.push(b);
      else ends.push(this.splitSide(a, b, at));
    });
    return ends.length === 2 && ends[0] !== ends[1] ? [ends[0] as number, ends[1] as number] : undefined;
  }

  /** A corner near `at` on the border where the border runs straight on: a street from the other side ends there. */
  private nearestBend(loop: number[], side: number, at: Point, snap: number): number | undefined {
    let best: number | undefined;
    let nearest = snap;
    for (let step = -2; step <= 3; step++) {
      const i = (side + step + 2 * loop.length) % loop.length;
      const corner = loop[i] as number;
      const apart = distance(this.point(corner), at);
      if (apart < nearest && this.isStraight(loop, i)) {
        nearest = apart;
        best = corner;
      }
    }
    return best;
  }

  private isStraight(loop: number[], i: number): boolean {
    const a = this.point(loop[(i + loop.length - 1) % loop.length] as number);
    const b = this.point(loop[i] as number);
    const c = this.point(loop[(i + 1) % loop.length] as number);
    const cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
    return Math.abs(cross) < 0.12 * distance(a, b) * distance(b, c);
  }

  /** Adds bends so that no side is longer than `longest` metres: the later warp then bends long streets smoothly. */
  densify(longest: number): void {
    for (const [a, b] of this.sides()) {
      const from = this.point(a);
      const to = this.point(b);
      const pieces = Math.ceil(distance(from, to) / longest);
      let last = a;
      for (let i = 1; i < pieces; i++) last = this.splitSide(last, b, mix(from, to, i / pieces));
    }
  }
}

/** Where to put a line with this normal so that `area` m² of the convex ring lie on its lower side. */
function offsetForArea(ring: readonly Point[], normal: Point, area: number): number {
  const along = ring.map((point) => point[0] * normal[0] + point[1] * normal[1]);
  let low = Math.min(...along);
  let high = Math.max(...along);
  for (let i = 0; i < 26; i++) {
    const middle = (low + high) / 2;
    if (signedArea(clipHalfPlane(ring, normal, middle)) < area) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Streets cut into short pieces, and which of them somebody walked. Positions are WGS-84 degrees, lengths metres, times ms. */

const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = 111_195;
/** a piece is as long as somebody sees on both sides, and short enough that half a street is half a street */
const PIECE_METRES = 25;
/** so far from a street a fix may lie and still mean it: a good phone among houses */
export const STREET_REACH_METRES = 25;
const CELL_METRES = 50;
/** between two fixes a way is taken as straight, looked at every few metres… */
const STEP_METRES = 12;
/** …unless they are too far apart for that to mean anything */
const MOST_LEG_METRES = 400;
const MOST_LEG_MS = 5 * 60_000;

/** Streets as lines between nodes: edge `e` runs from node `edgeA[e]` to `edgeB[e]`. */
export interface StreetLines {
  lon: ArrayLike<number>;
  lat: ArrayLike<number>;
  edgeA: ArrayLike<number>;
  edgeB: ArrayLike<number>;
}

interface At {
  t: number;
  lon: number;
  lat: number;
}

/** Built once for a district: flat arrays, no object per piece; pieces of one edge follow one another. */
export class StreetPieces {
  readonly count: number;
  readonly edge: Int32Array;
  readonly metres: Float32Array;
  /** ends in metres east and north of the first node */
  readonly #ends: Float32Array;
  readonly #lon0: number;
  readonly #lat0: number;
  readonly #east: number;
  readonly #cells = new Map<number, number[]>();

  constructor(streets: StreetLines) {
    this.#lon0 = streets.lon[0] ?? 0;
    this.#lat0 = streets.lat[0] ?? 0;
    this.#east = METRES_PER_DEGREE * Math.cos(this.#lat0 * RADIANS);
    const edge: number[] = [];
    const metres: number[] = [];
    const ends: number[] = [];
    for (let e = 0; e < streets.edgeA.length; e += 1) {
      const [a, b] = [streets.edgeA[e] ?? 0, streets.edgeB[e] ?? 0];
      const [ax, ay] = this.#plane(streets.lon[a] ?? 0, streets.lat[a] ?? 0);
      const [bx, by] = this.#plane(streets.lon[b] ?? 0, streets.lat[b] ?? 0);
      const length = Math.hypot(bx - ax, by - ay);
      const parts = Math.max(1, Math.ceil(length / PIECE_METRES - 0.01));
      for (let n = 0; n < parts; n += 1) {
        edge.push(e);
        metres.push(length / parts);
        for (const part of [n / parts, (n + 1) / parts]) ends.push(ax + (bx - ax) * part, ay + (by - ay) * part);
      }
    }
    this.count = edge.length;
    this.edge = Int32Array.from(edge);
    this.metres = Float32Array.from(metres);
    this.#ends = Float32Array.from(ends);
    for (let piece = 0; piece < this.count; piece += 1) this.#file(piece);
  }

  /** What tells these streets from others: the same text means the same pieces. */
  get fingerprint(): string {
    let sum = 0;
    for (let at = 0; at < this.#ends.length; at += 1) sum = (sum * 31 + Math.round((this.#ends[at] ?? 0) * 10)) % 1e12;
    return `${this.count}/${sum}`;
  }

  #plane(lon: number, lat: number): [x: number, y: number] {
    return [(lon - this.#lon0) * this.#east, (lat - this.#lat0) * METRES_PER_DEGREE];
  }

  /** A piece stands in every cell it may be the nearest for, so that one look finds it. */
  #file(piece: number): void {
    const [ax, ay, bx, by] = this.#endsOf(piece);
    const cell = (value: number) => Math.floor(value / CELL_METRES);
    const reach = STREET_REACH_METRES;
    for (let x = cell(Math.min(ax, bx) - reach); x <= cell(Math.max(ax, bx) + reach); x += 1) {
      for (let y = cell(Math.min(ay, by) - reach); y <= cell(Math.max(ay, by) + reach); y += 1) {
        const key = cellKey(x, y);
        const list = this.#cells.get(key);
        if (list) list.push(piece);
        else this.#cells.set(key, [piece]);
      }
    }
  }

  #endsOf(piece: number): [number, number, number, number] {
    const at = piece * 4;
    const ends = this.#ends;
    return [ends[at] ?? 0, ends[at + 1] ?? 0, ends[at + 2] ?? 0, ends[at + 3] ?? 0];
  }

  /** Both ends of a piece, degrees. */
  line(piece: number): [[number, number], [number, number]] {
    const [ax, ay, bx, by] = this.#endsOf(piece);
    return [this.#degrees(ax, ay), this.#degrees(bx, by)];
  }

  #degrees(x: number, y: number): [lon: number, lat: number] {
    const digits = (value: number) => Math.round(value * 1e6) / 1e6;
    return [digits(this.#lon0 + x / this.#east), digits(this.#lat0 + y / METRES_PER_DEGREE)];
  }

  /** The nearest piece within reach of a place, or -1. */
  nearest(lon: number, lat: number): number {
    const [x, y] = this.#plane(lon, lat);
    return this.#nearest(x, y);
  }

  #nearest(x: number, y: number): number {
    let best = -1;
    let least = STREET_REACH_METRES ** 2;
    for (const piece of this.#cells.get(cellKey(Math.floor(x / CELL_METRES), Math.floor(y / CELL_METRES))) ?? []) {
      const away = squareTo(this.#ends, piece * 4, x, y);
      if (away <= least) [best, least] = [piece, away];
    }
    return best;
  }

  /** Tells each piece that lies along a track, and when it was passed; the same may be told again. @param track oldest first */
  along(track: readonly At[], visit: (piece: number, t: number) => void): void {
    let before: { t: number; x: number; y: number } | null = null;
    for (const { t, lon, lat } of track) {
      const [x, y] = this.#plane(lon, lat);
      const far = before ? Math.hypot(x - before.x, y - before.y) : 0;
      const joined = before !== null && far <= MOST_LEG_METRES && t - before.t <= MOST_LEG_MS;
      const start = joined && before ? before : { t, x, y };
      const steps = joined ? Math.max(1, Math.ceil(far / STEP_METRES)) : 1;
      for (let n = 1; n <= steps; n += 1) {
        const part = n / steps;
        const piece = this.#nearest(start.x + (x - start.x) * part, start.y + (y - start.y) * part);
        if (piece >= 0) visit(piece, start.t + (t - start.t) * part);
      }
      before = { t, x, y };
    }
  }
}

function cellKey(x: number, y: number): number {
  return x * 1_000_003 + y;
}

/** Square metres from a place to the line between two ends that lie at `at` of the flat list. */
function squareTo(ends: Float32Array, at: number, x: number, y: number): number {
  const [ax, ay] = [ends[at] ?? 0, ends[at + 1] ?? 0];
  const [dx, dy] = [(ends[at + 2] ?? 0) - ax, (ends[at + 3] ?? 0) - ay];
  const square = dx * dx + dy * dy;
  const part = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  const [east, north] = [x - ax - dx * part, y - ay - dy * part];
  return east * east + north * north;
}

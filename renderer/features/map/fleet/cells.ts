/** Side of a cell, mercator: about a hundred metres in a city. */
const CELL = 3e-6;
const BUCKETS = 4096;
const NOBODY = -1;

/**
 * Who stands where: workers by square cells of the ground, kept in step with their newest places. Typed arrays only: a
 * bucket is a chain through two columns, so a worker who walks into another cell costs a few words.
 */
export class Cells {
  private readonly heads = new Int32Array(BUCKETS).fill(NOBODY);
  private next: Int32Array;
  private before: Int32Array;
  private cellX: Int32Array;
  private cellY: Int32Array;
  private bucket: Int32Array;

  constructor(capacity: number) {
    this.next = column(capacity);
    this.before = column(capacity);
    this.cellX = column(capacity);
    this.cellY = column(capacity);
    this.bucket = column(capacity);
  }

  /** Room for this many workers. */
  grow(capacity: number): void {
    if (capacity <= this.next.length) return;
    const grown = (from: Int32Array) => {
      const into = column(capacity);
      into.set(from);
      return into;
    };
    this.next = grown(this.next);
    this.before = grown(this.before);
    this.cellX = grown(this.cellX);
    this.cellY = grown(this.cellY);
    this.bucket = grown(this.bucket);
  }

  clear(): void {
    this.heads.fill(NOBODY);
    this.bucket.fill(NOBODY);
  }

  /** A worker is at (x, y), mercator from any fixed origin. */
  put(index: number, x: number, y: number): void {
    const cellX = Math.floor(x / CELL);
    const cellY = Math.floor(y / CELL);
    if (this.bucket[index] !== NOBODY && this.cellX[index] === cellX && this.cellY[index] === cellY) return;
    this.unlink(index);
    const bucket = bucketOf(cellX, cellY);
    const head = this.heads[bucket] ?? NOBODY;
    this.next[index] = head;
    this.before[index] = NOBODY;
    if (head !== NOBODY) this.before[head] = index;
    this.heads[bucket] = index;
    this.bucket[index] = bucket;
    this.cellX[index] = cellX;
    this.cellY[index] = cellY;
  }

  /** Runs over everybody whose cell touches a box, each once. */
  within(left: number, top: number, right: number, bottom: number, visit: (index: number) => void): void {
    const [fromX, toX] = [Math.floor(left / CELL), Math.floor(right / CELL)];
    const [fromY, toY] = [Math.floor(top / CELL), Math.floor(bottom / CELL)];
    if ((toX - fromX + 1) * (toY - fromY + 1) > BUCKETS) return this.all(fromX, fromY, toX, toY, visit);
    for (let cellY = fromY; cellY <= toY; cellY++)
      for (let cellX = fromX; cellX <= toX; cellX++)
        for (let index = this.heads[bucketOf(cellX, cellY)] ?? NOBODY; index !== NOBODY; index = this.next[index] ?? -1)
          if (this.cellX[index] === cellX && this.cellY[index] === cellY) visit(index);
  }

  /** So many cells that looking at every worker is less work. */
  private all(fromX: number, fromY: number, toX: number, toY: number, visit: (index: number) => void): void {
    for (let index = 0; index < this.bucket.length; index++) {
      if (this.bucket[index] === NOBODY) continue;
      const [x, y] = [this.cellX[index] ?? 0, this.cellY[index] ?? 0];
      if (x >= fromX && x <= toX && y >= fromY && y <= toY) visit(index);
    }
  }

  private unlink(index: number): void {
    const bucket = this.bucket[index] ?? NOBODY;
    if (bucket === NOBODY) return;
    const next = this.next[index] ?? NOBODY;
    const before = this.before[index] ?? NOBODY;
    if (before === NOBODY) this.heads[bucket] = next;
    else this.next[before] = next;
    if (next !== NOBODY) this.before[next] = before;
  }
}

function column(capacity: number): Int32Array {
  return new Int32Array(capacity).fill(NOBODY);
}

/** Neighbouring cells land in buckets far apart. */
function bucketOf(cellX: number, cellY: number): number {
  return (Math.imul(cellX, 73_856_093) ^ Math.imul(cellY, 19_349_663)) & (BUCKETS - 1);
}

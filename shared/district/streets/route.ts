import type { StreetNetwork } from './network.ts';

const CACHE = 2000;

/** Shortest ways along the streets (A*), with the latest answers kept: a muster asks for the same target again and again. */
export class Router {
  private readonly network: StreetNetwork;
  private readonly cost: Float64Array;
  private readonly cameFrom: Int32Array;
  /** which search last touched a node, so that nothing is cleared between searches */
  private readonly touched: Int32Array;
  private search = 0;
  private readonly heap = new NodeHeap();
  private readonly cache = new Map<string, Int32Array>();

  constructor(network: StreetNetwork) {
    const nodes = network.lon.length;
    this.network = network;
    this.cost = new Float64Array(nodes);
    this.cameFrom = new Int32Array(nodes);
    this.touched = new Int32Array(nodes);
  }

  /** Nodes from `from` to `to`, both included; empty when no way leads there. */
  route(from: number, to: number): Int32Array {
    const key = `${from}>${to}`;
    const known = this.cache.get(key);
    if (known) {
      this.cache.delete(key);
      this.cache.set(key, known);
      return known;
    }
    const found = this.find(from, to);
    this.cache.set(key, found);
    const oldest = this.cache.keys().next();
    if (this.cache.size > CACHE && !oldest.done) this.cache.delete(oldest.value);
    return found;
  }

  private find(from: number, to: number): Int32Array {
    const { network, cost, cameFrom, touched, heap } = this;
    this.search++;
    heap.clear();
    touched[from] = this.search;
    cost[from] = 0;
    cameFrom[from] = -1;
    heap.push(from, network.metres(from, to));
    for (let node = heap.pop(); node !== -1; node = heap.pop()) {
      if (node === to) return this.trace(to);
      this.relax(node, to);
    }
    return new Int32Array(0);
  }

  private relax(node: number, to: number): void {
    const { network, cost, cameFrom, touched, heap, search } = this;
    const last = network.first[node + 1] ?? 0;
    for (let i = network.first[node] ?? 0; i < last; i++) {
      const next = network.neighbour[i] ?? 0;
      const reached = (cost[node] ?? 0) + (network.edgeLength[network.edgeAt[i] ?? 0] ?? 0);
      if (touched[next] === search && (cost[next] ?? 0) <= reached) continue;
      touched[next] = search;
      cost[next] = reached;
      cameFrom[next] = node;
      heap.push(next, reached + network.metres(next, to));
    }
  }

  private trace(to: number): Int32Array {
    const nodes: number[] = [];
    for (let node = to; node !== -1; node = this.cameFrom[node] ?? -1) nodes.push(node);
    return Int32Array.from(nodes.reverse());
  }
}

/** A binary heap of nodes by estimated cost; a node may stand in it twice, the cheaper first. */
export class NodeHeap {
  private readonly nodes: number[] = [];
  private readonly keys: number[] = [];

  clear(): void {
    this.nodes.length = 0;
    this.keys.length = 0;
  }

  push(node: number, key: number): void {
    const { nodes, keys } = this;
    let i = nodes.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((keys[parent] ?? 0) <= key) break;
      nodes[i] = nodes[parent] ?? 0;
      keys[i] = keys[parent] ?? 0;
      i = parent;
    }
    nodes[i] = node;
    keys[i] = key;
  }

  /** The cheapest node, or -1 when empty. */
  pop(): number {
    const { nodes, keys } = this;
    const top = nodes[0];
    const node = nodes.pop();
    const key = keys.pop();
    if (top === undefined || node === undefined || key === undefined) return -1;
    const size = nodes.length;
    if (size === 0) return top;
    let i = 0;
    for (let child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child++;
      if ((keys[child] ?? 0) >= key) break;
      nodes[i] = nodes[child] ?? 0;
      keys[i] = keys[child] ?? 0;
      i = child;
    }
    nodes[i] = node;
    keys[i] = key;
    return top;
  }
}

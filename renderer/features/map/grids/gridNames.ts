import type { GridPlace } from './gridIndex.ts';

/** Asks the grids' worker; it is started with the first question. */
export class GridNames {
  private worker: Worker | null = null;
  private asked = 0;
  private readonly waiting = new Map<number, (place: GridPlace | null) => void>();

  at(lon: number, lat: number): Promise<GridPlace | null> {
    this.worker ??= this.start();
    const n = ++this.asked;
    this.worker.postMessage({ n, lon, lat });
    return new Promise((resolve) => this.waiting.set(n, resolve));
  }

  dispose(): void {
    this.worker?.terminate();
    this.worker = null;
    this.waiting.clear();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./grids.worker.ts', import.meta.url), { type: 'module', name: 'grids' });
    worker.onmessage = ({ data }: MessageEvent<{ n: number; place: GridPlace | null }>) => {
      this.waiting.get(data.n)?.(data.place);
      this.waiting.delete(data.n);
    };
    return worker;
  }
}

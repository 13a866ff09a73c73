/** What a bench finds in a page: calls over the page's own port, and the bare fleet ticks. */
export interface StationTap {
  ready: boolean;
  /** answers of the contract's functions, as birpc carries them */
  call(method: string, args: unknown[]): Promise<unknown>;
  onTick: ((tick: ArrayBuffer) => void) | null;
}

/**
 * Runs in the page before its own scripts. It must stand alone: only its source text reaches the page. The wire is
 * birpc's: a question {t:'q', i, m, a}, its answer {t:'s', i, r, e}; answers to the page's own questions pass by.
 */
export function tapStation(portMessage: string): void {
  const open = new Map<string, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let port: MessagePort | null = null;
  let asked = 0;
  const tap: StationTap = {
    ready: false,
    onTick: null,
    call: (method, args) =>
      new Promise((resolve, reject) => {
        asked += 1;
        const id = `bench-${asked}`;
        open.set(id, { resolve, reject });
        port?.postMessage({ t: 'q', i: id, m: method, a: args });
      }),
  };
  Object.assign(globalThis, { stationTap: tap });
  globalThis.addEventListener('message', (event) => {
    const given = event.data === portMessage ? event.ports[0] : undefined;
    if (!given) return;
    port = given;
    tap.ready = true;
    // A station that dies takes its port along; the next one brings its own.
    given.addEventListener('close', () => {
      if (port !== given) return;
      tap.ready = false;
      for (const waiting of open.values()) waiting.reject(new Error('the port has closed'));
      open.clear();
    });
    given.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) {
        tap.onTick?.(data);
        return;
      }
      const answer = data as { t?: string; i?: string; r?: unknown; e?: unknown };
      const waiting = answer.t === 's' && answer.i ? open.get(answer.i) : undefined;
      if (!waiting || !answer.i) return;
      open.delete(answer.i);
      if (answer.e === undefined) waiting.resolve(answer.r);
      else waiting.reject(answer.e);
    });
  });
}

import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, Worker } from 'node:worker_threads';

const RESOLUTION_MS = 5;

/** In the thread: nothing but a timer every few milliseconds, and how late it was at the most. */
function idle(): void {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  parentPort?.once('message', () => {
    delays.disable();
    parentPort?.postMessage(Math.max(0, delays.max / 1e6 - RESOLUTION_MS));
  });
}

/**
 * A thread that has nothing to do, as a floor for how long a thread that has must wait: what this machine keeps from everybody.
 * @returns ends it; the longest time in ms that it was kept from running since
 */
export function startIdleThread(): () => Promise<number> {
  const worker = new Worker(new URL(import.meta.url));
  return async () => {
    worker.postMessage('end');
    const [longest] = (await once(worker, 'message')) as [number];
    await worker.terminate();
    return longest;
  };
}

if (parentPort) idle();

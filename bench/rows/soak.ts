import { type Row, toRow } from '../measure.ts';
import { openFleetMap } from '../world/fleetMap.ts';
import { memoryOf } from '../world/processes.ts';

/** Of a shift at four ticks a second. */
const TICKS_AN_HOUR = 4 * 3600;
const HOURS = Number(process.env['BENCH_SOAK_HOURS'] ?? 1);
const SAMPLES_AN_HOUR = 8;
/** ticks made ready at a time */
const CHUNK = 225;
const MOVED = 1000;
/**
 * Small, since software GL is the slower the more pixels there are. What is looked for does not know of the window's size: tables,
 * slides, labels and the index of the ground are of workers and ticks; canvases are made once and do not grow with time.
 */
const SIZE = '480x270';

interface Sample {
  /** hours of the shift that are drawn */
  hour: number;
  heap: number;
  pss: number;
}

/** What a figure gains an hour: the slope of the line through all samples (least squares). */
function gain(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (read: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + read(sample), 0) / samples.length;
  const hour = mean((sample) => sample.hour);
  const value = mean(of);
  const covariance = mean((sample) => (sample.hour - hour) * (of(sample) - value));
  return covariance / mean((sample) => (sample.hour - hour) ** 2);
}

/**
 * `soak`: what the page's JavaScript heap (after a collection) and the memory of all processes (PSS: the GPU process and its buffers are of
 * them) gain in an hour of a shift with 20,000 workers, drawn as fast as ticks can be painted. `BENCH_SOAK_HOURS=8`
 * runs a whole shift, in half an hour or so where nothing else runs.
 */
export async function soak(): Promise<Row[]> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc: Linux only');
  const map = await openFleetMap('product', SIZE);
  const samples: Sample[] = [];
  const started = performance.now();
  try {
    for (let ticks = CHUNK; ticks <= HOURS * TICKS_AN_HOUR; ticks += CHUNK) {
      await map.prepare(CHUNK, MOVED);
      await map.play(0);
      if (ticks % (TICKS_AN_HOUR / SAMPLES_AN_HOUR) !== 0) continue;
      const sample = { hour: ticks / TICKS_AN_HOUR, heap: await map.heap(), pss: memoryOf(map.pid).pss };
      // The first warms everything up.
      if (ticks > TICKS_AN_HOUR / SAMPLES_AN_HOUR) samples.push(sample);
      const facts = `${sample.heap.toFixed(2)} MB of heap, ${sample.pss.toFixed(0)} MB in all`;
      const rate = (ticks / (performance.now() - started)) * 1000;
      process.stderr.write(`  ${sample.hour.toFixed(2)} h: ${facts}, ${rate.toFixed(0)} ticks/s\n`);
    }
  } finally {
    await map.close();
  }
  return [
    toRow({ name: 'soak, heap of the page', unit: 'MB/h', values: [gain(samples, (one) => one.heap)], floors: [] }),
    toRow({ name: 'soak, all processes', unit: 'MB/h', values: [gain(samples, (one) => one.pss)], floors: [] }),
  ];
}

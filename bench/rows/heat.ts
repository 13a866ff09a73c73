import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedName } from '#shared/contract/feeds.ts';
import { CASE_STATES, ENDED_STATES } from '#shared/domain/case.ts';
import { openBareDatabase } from '../bareDatabase.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import { interleaved, type Row, toRow } from '../measure.ts';
import { longestCall, videoWindow } from '../world/beside.ts';
import { keptHome } from '../world/home.ts';

const CASES = 1_000_000;
const RUNS = 7;

interface Counted {
  name: string;
  feed: FeedName;
  input: object;
  /** the barest reading of the same rows */
  floor: string;
}

/** The index of the heat from one end to the other, with one row as answer. */
const heatFloor = (where: string) =>
  `SELECT COUNT(*), SUM(lon), SUM(lat) FROM cases_a INDEXED BY cases_a_heat WHERE ${where}`;

const OPEN = CASE_STATES.filter((state) => !ENDED_STATES.includes(state)).map((state) => `'${state}'`);
const OPEN_BY_GRID = `SELECT COUNT(*), MAX(grid_code) FROM cases_a INDEXED BY cases_a_queue WHERE state IN (${OPEN.join(', ')})`;

const COUNTED: readonly Counted[] = [
  {
    ...{ name: 'heat', feed: 'case.heat', input: { period: 'ever', cases: 'all' } },
    floor: heatFloor('open IN (0, 1)'),
  },
  {
    ...{ name: 'heat, a year of a class', feed: 'case.heat', input: { period: '365', cases: 'all', category: '01' } },
    floor: heatFloor(`open IN (0, 1) AND reported_at >= ${Date.now() - 365 * 86_400_000} AND category_code LIKE '01%'`),
  },
  {
    ...{ name: 'heat, open cases', feed: 'case.heat', input: { period: 'ever', cases: 'open' } },
    floor: heatFloor('open = 1'),
  },
  {
    ...{ name: 'fill, open cases', feed: 'grid.figures', input: { tier: 'unit', figure: 'open' } },
    floor: OPEN_BY_GRID,
  },
  { ...{ name: 'departments', feed: 'department.places', input: {} }, floor: OPEN_BY_GRID },
];

async function ask({ page }: ConsoleApp, { name, feed, input }: Counted): Promise<number> {
  const { ms, ok } = await page.evaluate(
    async ([feed, input]) => {
      const started = performance.now();
      const answer = (await stationTap.call('read', [feed, input])) as { ok: boolean };
      return { ms: performance.now() - started, ok: answer.ok };
    },
    [feed, input] as const,
  );
  if (!ok) throw new Error(`${name} was refused`);
  return ms;
}

/**
 * `heat`: what layers of the map count of a million cached cases, call in the window to answer, ms; and the longest that a cheap call of another
 * window waited meanwhile.
 */
export async function heat(): Promise<Row[]> {
  const home = await keptHome(CASES);
  // An earlier run's second window would open by itself.
  rmSync(join(home, 'windows.json'), { force: true });
  const console = await launchConsole('http://127.0.0.1:9', home);
  const bare = await openBareDatabase();
  const rows: Row[] = [];
  try {
    await bare.ask('openReadOnly', join(home, 'station.db'));
    for (const counted of COUNTED) {
      await ask(console, counted);
      await bare.ask('all', counted.floor);
      const samples = await interleaved(
        RUNS,
        () => ask(console, counted),
        async () => (await bare.ask('all', counted.floor)).value,
      );
      rows.push(toRow({ name: counted.name, unit: 'ms', ...samples }));
    }
    await bare.ask('close');
    const beside = await videoWindow(console);
    const waited = await longestCall(beside, 'heat, the longest call meanwhile', async () => {
      for (let run = 0; run < RUNS; run += 1) for (const counted of COUNTED) await ask(console, counted);
    });
    return [...rows, waited];
  } finally {
    await bare.close();
    await console.close();
  }
}

import { join } from 'node:path';
import type { QueueFilter } from '#shared/contract/queueFilter.ts';
import { QUEUES, STATE_QUEUES, type StateQueue } from '#shared/contract/queues.ts';
import { openBareDatabase } from '../bareDatabase.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import { p95, type Row, toRow } from '../measure.ts';
import { keptHome } from '../world/home.ts';

const CASES = 1_000_000;
const ROUNDS = 40;
const FILTERED_ROUNDS = 5;
const WARM_UP = 3;
const LIMIT = 100;

/** Whole rows as the queue shows them, by the order of its index; one limited branch for each state. */
function bareSql(queue: StateQueue): string {
  const branches = QUEUES[queue].map(
    (state) =>
      `SELECT * FROM (SELECT rid, id, version, number, title, address, state, urgency, category_code, grid_code,
        reported_at, updated_at, due_at, yellow_at, started_at, stopped_at, supervision, media_count, lon, lat, waiting
        FROM cases_a INDEXED BY cases_a_queue WHERE state = '${state}' ORDER BY urgency, due_at, id LIMIT ${LIMIT})`,
  );
  return `${branches.join(' UNION ALL ')} ORDER BY urgency, due_at, id LIMIT ${LIMIT}`;
}

const QUEUES_READ = STATE_QUEUES.filter((queue) => queue !== 'supervised');

/** What operators ask of a queue: one thing, or two or three together. */
const FILTERS: QueueFilter[] = [
  { category: '01' },
  { category: '010102' },
  { department: 'urban-management' },
  { urgency: 'urgent' },
  { light: 'red' },
  { text: '井盖' },
  { category: '0102', light: 'red' },
  { department: 'urban-management', text: '路灯' },
  { category: '01', urgency: 'urgent', source: 'terminal' },
];

async function readFiltered(console: ConsoleApp, queue: StateQueue, filter: QueueFilter): Promise<number> {
  const { ms, ok } = await console.page.evaluate(
    async ([queue, filter, limit]) => {
      const started = performance.now();
      const answer = (await stationTap.call('read', ['queue.page', { queue, filter, limit }])) as { ok: boolean };
      return { ms: performance.now() - started, ok: answer.ok };
    },
    [queue, filter, LIMIT] as const,
  );
  if (!ok) throw new Error(`the queue ${queue} was refused under ${JSON.stringify(filter)}`);
  return ms;
}

async function readPage(console: ConsoleApp, queue: StateQueue): Promise<number> {
  const { ms, rows } = await console.page.evaluate(
    async ([queue, limit]) => {
      const started = performance.now();
      const answer = (await stationTap.call('read', ['queue.page', { queue, limit }])) as {
        ok: boolean;
        value?: { rows: unknown[] };
      };
      return { ms: performance.now() - started, rows: answer.value?.rows.length ?? 0 };
    },
    [queue, LIMIT] as const,
  );
  if (rows !== LIMIT) throw new Error(`the queue ${queue} gave ${rows} rows`);
  return ms;
}

/** `queue-page`: the first 100 rows of each queue over a million cached cases, call in the window to rows, p95. */
export async function queuePage(): Promise<Row[]> {
  const home = await keptHome(CASES);
  const console = await launchConsole('http://127.0.0.1:9', home);
  const bare = await openBareDatabase();
  try {
    const values: number[] = [];
    const floors: number[] = [];
    const filtered: number[] = [];
    await bare.ask('openReadOnly', join(home, 'station.db'));
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      for (const queue of QUEUES_READ) {
        const took = await readPage(console, queue);
        const { value } = await bare.ask('all', bareSql(queue));
        if (round < WARM_UP) continue;
        values.push(took);
        floors.push(value);
      }
    }
    await bare.ask('close');
    for (let round = 0; round < WARM_UP + FILTERED_ROUNDS; round += 1)
      for (const queue of QUEUES_READ)
        for (const filter of FILTERS) {
          const took = await readFiltered(console, queue, filter);
          if (round >= WARM_UP) filtered.push(took);
        }
    return [
      toRow({ name: 'queue-page', unit: 'ms', values, floors, pick: p95 }),
      toRow({ name: 'queue-page, filtered', unit: 'ms', values: filtered, floors: [], pick: p95 }),
    ];
  } finally {
    await bare.close();
    await console.close();
  }
}

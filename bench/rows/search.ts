import type { SearchHit } from '#shared/contract/views.ts';
import { launchConsole } from '../consoleApp.ts';
import { p95, type Row, toRow } from '../measure.ts';
import { keptHome } from '../world/home.ts';

const CASES = 1_000_000;
const ROUNDS = 6;
const WARM_UP = 1;
const LIMIT = 50;

/** What operators type: common and rare, written and spelled, with hits and without. */
const QUERIES = [
  ...['路', '井', '米', '5', '鑫', '井盖', '路灯', '星塘', '杨若', '龙凤', '井盖缺失', '云锦示范区', '没有这个'],
  ...['jg', 'jh', 'jgqs', 'xtl', 'zdjy', 'zzzz', 'js路', 'ＪＧ', '2026000', '012345', '500000', 'w00001', '20平方'],
  ...['井盖 路灯', '垃圾 停车', '看守 12弄', 'xt 垃圾'],
];

/** `search`: a mix of queries over a million cached cases, call in the window to hits, p95 of all of them. */
export async function search(): Promise<Row[]> {
  const home = await keptHome(CASES);
  const console = await launchConsole('http://127.0.0.1:9', home);
  try {
    const values: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      for (const text of QUERIES) {
        const { ms, answer } = await console.page.evaluate(
          async ([text, limit]) => {
            const started = performance.now();
            const answer = await stationTap.call('read', ['search', { text, limit }]);
            return { ms: performance.now() - started, answer: answer as { ok: boolean; value?: SearchHit[] } };
          },
          [text, LIMIT] as const,
        );
        if (!answer.ok) throw new Error(`searching “${text}” was refused`);
        if (text === '井盖' && answer.value?.length !== LIMIT) throw new Error('“井盖” was not found often enough');
        if (round >= WARM_UP) values.push(ms);
      }
    }
    return [toRow({ name: 'search', unit: 'ms', values, floors: [], pick: p95 })];
  } finally {
    await console.close();
  }
}

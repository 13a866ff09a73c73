import { setTimeout as pause } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freshFolder, removeFolder } from '../../tests/support/centre.ts';
import { type ConsoleApp, launchConsole } from '../consoleApp.ts';
import { interleaved, p95, type Row, toRow } from '../measure.ts';
import { readDistrict } from '../world/cases.ts';
import { bare, latencies, openTerminal, product, receiptTerminals, RUNS, WALKERS } from './commands.ts';

/** a run takes a second or two: a form is filled in between */
const KEY_RUNS = 40;

/** The real desk, with nothing held back for undo. */
async function desk(gateway: string): Promise<{ console: ConsoleApp; close: () => Promise<void> }> {
  const home = freshFolder('bench-home');
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ undoSeconds: 0 }));
  const console = await launchConsole(gateway, home);
  await console.page.getByRole('banner').getByText('在线', { exact: true }).waitFor();
  const close = async () => {
    await console.close();
    removeFolder(home);
  };
  return { console, close };
}

/** Shows something in the right region, as if the page had been loaded again after a crash. */
async function showInContext(page: Page, context: object): Promise<void> {
  const view = JSON.stringify({ queue: 'intake', selectedCaseId: null, centre: 'map', context });
  await page.evaluate((kept) => sessionStorage.setItem('street.desk.view', kept), view);
  await page.reload();
}

/**
 * `command-latency-desk`: from `Ctrl+Enter` in the composer of the real desk to the terminal that has the command, p95, while
 * 400 others send 4,000 positions a second to gateway and desk ÷ plain Socket.IO under the same load.
 */
export async function commandLatencyDesk(): Promise<Row[]> {
  const [floor, value] = [await bare(WALKERS), await product(WALKERS)];
  const { console, close } = await desk(value.gateway.url);
  const { page } = console;
  const worker = readDistrict().workers[WALKERS]?.id ?? '';
  const [direct, terminal] = [
    await openTerminal(floor.url, worker, false),
    await openTerminal(value.gateway.url, worker, true),
  ];
  try {
    value.crowd.say('duty');
    await value.crowd.hears('on-duty');
    const floors = await latencies(floor.crowd, direct.told, () => floor.desk.emit('send', worker, { id: 'bench' }), {
      runs: KEY_RUNS,
    });
    await showInContext(page, { kind: 'composer', initial: { workerIds: [worker] } });
    const form = page.getByRole('form', { name: '下达指令' });
    const another = page.getByRole('button', { name: '再下达一条' });
    let sent = 0;
    const prepare = async () => {
      if (sent > 0) await another.click();
      sent += 1;
      await form.getByRole('textbox', { name: /^标题/ }).fill('立即巡查下沉通道');
      await form.getByRole('status', { name: '将发给' }).waitFor();
      await pause(100);
    };
    const press = () => page.keyboard.press('Control+Enter');
    const values = await latencies(value.crowd, terminal.told, press, { runs: KEY_RUNS, prepare });
    return [toRow({ name: 'command-latency, desk key', unit: 'ms p95', values, floors, pick: p95 })];
  } finally {
    for (const one of [direct, terminal]) one.close();
    await close();
    await value.close();
    await floor.close();
  }
}

/** `receipts-desk`: `accepted` of many terminals at once, until the board that is open on the real desk shows the sum ÷ a plain relay to one reader. */
export async function receiptsDesk(): Promise<Row[]> {
  const count = receiptTerminals();
  const [floor, value] = [await bare(count), await product(count)];
  const { console, close } = await desk(value.gateway.url);
  const shown = async () => {
    const { id } = await value.fanOut();
    await showInContext(console.page, { kind: 'commands', commandId: id });
    const chip = (state: string) =>
      console.page.getByRole('radio', {
        name: `${state} ${new Intl.NumberFormat('zh-CN').format(count)}`,
        exact: true,
      });
    await chip('已送达').waitFor({ state: 'attached' });
    const started = performance.now();
    value.crowd.say(`accept ${id}`);
    await chip('已接受').waitFor({ state: 'attached' });
    return (count * 1000) / (performance.now() - started);
  };
  try {
    const accepted = async () => {
      await floor.fanOut();
      return floor.accepts();
    };
    const samples = await interleaved(RUNS, shown, accepted);
    return [toRow({ name: 'receipts, board of a desk', unit: 'receipts/s', ...samples })];
  } finally {
    await close();
    await value.close();
    await floor.close();
  }
}

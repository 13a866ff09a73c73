import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportsFileSchema } from '#shared/contract/reports.ts';
import type { Log } from '../log.ts';
import { PrintFailed } from '../printing/printFailed.ts';
import { ReportMaker, type ReportWorld } from './reportMaker.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const MINUTE = 60_000;

let home: string;
let folder: string;
let now: number;
let printed: number;
let fails: Error | null;
let status: unknown;
let states: string[];

const world = (): ReportWorld => ({
  home,
  log: pino({ level: 'silent' }) as unknown as Log,
  now: () => now,
  status: () => Promise.resolve(status),
  print: () => {
    printed += 1;
    if (fails) return Promise.reject(fails);
    return Promise.resolve({ pdf: Buffer.from(`%PDF ${printed}`), book: Buffer.from('PK'), name: '考核指标日报' });
  },
  changed: ({ made }) => states.push(made[0] ? `${made[0].state} ${made[0].code}` : 'none'),
});
const ready = (dataAsOf: number) => ({ session: { state: 'signed-in' }, sync: { state: 'live' }, dataAsOf });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-reports-'));
  folder = join(home, 'out');
  mkdirSync(folder);
  [printed, fails, states] = [0, null, []];
  now = at('2026-11-26T12:00:00');
  status = ready(now);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function planned(): ReportMaker {
  const maker = new ReportMaker(world());
  maker.plan({ day: { on: true, at: '07:00' } });
  maker.folderIs(folder);
  return maker;
}
function go(to: string): void {
  now = at(to);
  status = ready(now);
}

describe('[ST258] planned reports', () => {
  it('are made when due, as PDF and XLSX, once, also after a new start', async () => {
    const maker = planned();
    go('2026-11-27T06:59:00');
    await maker.look();
    expect(printed).toBe(0);
    go('2026-11-27T07:00:00');
    await Promise.all([maker.look(), maker.look()]);
    await maker.look();
    await new ReportMaker(world()).look();
    expect(printed).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['考核指标日报 2026-11-26.pdf', '考核指标日报 2026-11-26.xlsx']);
    expect(maker.file.made[0]).toMatchObject({ state: 'made', late: false });
    expect(maker.filesOf(maker.file.made[0]?.id ?? '')).toHaveLength(2);
  });

  it('that were missed are made at the next start, and told as late', async () => {
    planned();
    go('2026-11-29T09:00:00');
    const next = new ReportMaker(world());
    await next.look();
    expect(next.file.made.map(({ state, late }) => [state, late])).toEqual([
      ['made', true],
      ['made', true],
      ['made', true],
    ]);
    expect(readdirSync(folder)).toHaveLength(6);
  });

  it('wait for somebody to sign in and for the data, and say so when that takes long', async () => {
    const maker = planned();
    go('2026-11-27T07:00:00');
    status = { ...ready(now), session: { state: 'signed-out' } };
    await maker.look();
    expect([printed, maker.file.made.length]).toEqual([0, 0]);
    now += 11 * MINUTE;
    await maker.look();
    expect(maker.file.made[0]).toMatchObject({ state: 'failed', code: 'signed-out', late: true });
    now += 11 * MINUTE;
    status = ready(at('2026-11-26T22:00:00'));
    await maker.look();
    expect(maker.file.made[0]).toMatchObject({ state: 'failed', code: 'not-synced' });
    now += 11 * MINUTE;
    status = ready(now);
    await maker.look();
    expect(maker.file.made).toMatchObject([{ state: 'made', late: true }]);
  });

  it('that fail are told, left alone for a while, and made again; nothing of a half one is left', async () => {
    const maker = planned();
    go('2026-11-27T07:00:00');
    rmSync(folder, { recursive: true });
    await maker.look();
    expect(maker.file.made[0]).toMatchObject({ state: 'failed', code: 'ENOENT' });
    await maker.look();
    expect(printed).toBe(1);
    mkdirSync(folder);
    fails = new PrintFailed('timeout');
    now += 11 * MINUTE;
    await maker.look();
    expect(maker.file.made).toMatchObject([{ state: 'failed', code: 'timeout' }]);
    fails = null;
    // Another folder is tried at once.
    maker.folderIs(folder);
    await expect.poll(() => maker.file.made[0]?.state).toBe('made');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(states).toContain('failed ENOENT');
  });

  it('begun when the app was killed are made again into the same files', async () => {
    const maker = planned();
    go('2026-11-27T07:00:00');
    await maker.look();
    const path = join(home, 'reports.json');
    const file = reportsFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const [report] = file.made;
    if (!report) throw new Error('no report');
    writeFileSync(path, JSON.stringify({ ...file, made: [{ ...report, state: 'begun', files: [] }] }));
    await new ReportMaker(world()).look();
    expect(printed).toBe(2);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('come back from a damaged plan with words, and a plan that cannot be written still works', async () => {
    const path = join(home, 'reports.json');
    writeFileSync(path, '{"plan": 7');
    const maker = new ReportMaker(world());
    expect(maker.damaged).not.toBeNull();
    expect(existsSync(maker.damaged ?? '')).toBe(true);
    expect(maker.file.plan.folder).toBe('');
    if (process.getuid?.() === 0) return;
    chmodSync(home, 0o500);
    expect(maker.plan({ by: 'department' }).plan.by).toBe('department');
    chmodSync(home, 0o700);
  });
});

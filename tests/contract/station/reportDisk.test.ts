import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportsFileSchema } from '#shared/contract/reports.ts';
import { ReportMaker } from '../../../electron/main/reports/reportMaker.ts';
import { canMount, type SmallDisk, smallDisk } from '../../support/smallDisk.ts';

/** A planned report on a disk that is really full: nothing of it is left, it is told, and made when there is room. */

const MINUTE = 60_000;
const PDF = Buffer.alloc(300_000, 'P');
const BOOK = Buffer.alloc(300_000, 'K');
const at = (text: string): number => Date.parse(`${text}+08:00`);

let home: string;
let disk: SmallDisk;
let now: number;
let notes: string[];

function maker(): ReportMaker {
  return new ReportMaker({
    home,
    log: pino({ level: 'silent' }),
    now: () => now,
    status: () => Promise.resolve({ session: { state: 'signed-in' }, sync: { state: 'live' }, dataAsOf: now }),
    print: () => Promise.resolve({ pdf: PDF, book: BOOK, name: '考核指标日报' }),
    changed: ({ made }) => made[0] && notes.push(`${made[0].state} ${made[0].code}`),
  });
}

const reports = (): string[] => readdirSync(disk.path).filter((name) => !name.startsWith('filler-'));

const mayMount = canMount();
beforeEach(() => {
  if (!mayMount) return;
  home = mkdtempSync(join(tmpdir(), 'street-reports-'));
  disk = smallDisk(2);
  [now, notes] = [at('2026-11-26T12:00:00'), []];
});
afterEach(() => {
  if (!mayMount) return;
  disk.remove();
  rmSync(home, { recursive: true, force: true });
});

// The PDF does not fit; the PDF fits and the workbook does not.
it.skipIf(!mayMount).each([0, 400_000])(
  '[ST282] leaves nothing of a report with room for %i bytes, and makes it later',
  async (room) => {
    const planned = maker();
    planned.plan({ day: { on: true, at: '07:00' } });
    planned.folderIs(disk.path);
    now = at('2026-11-27T07:00:00');
    disk.fill(room);
    await planned.look();
    expect(planned.file.made).toMatchObject([{ state: 'failed', code: 'ENOSPC', files: [] }]);
    expect(reports()).toEqual([]);
    disk.makeRoom();
    now += 11 * MINUTE;
    await planned.look();
    expect(planned.file.made).toMatchObject([{ state: 'made', late: true, code: null }]);
    expect(reports().sort()).toEqual(['考核指标日报 2026-11-26.pdf', '考核指标日报 2026-11-26.xlsx']);
    expect(reports().map((name) => statSync(join(disk.path, name)).size)).toEqual([PDF.length, BOOK.length]);
    expect(notes.slice(-3)).toEqual(['failed ENOSPC', 'begun null', 'made null']);
  },
);

it.skipIf(!mayMount)('[ST282] keeps the report that is there when it is made again on a full disk', async () => {
  const planned = maker();
  planned.plan({ day: { on: true, at: '07:00' } });
  planned.folderIs(disk.path);
  now = at('2026-11-27T07:00:00');
  await planned.look();
  const kept = join(home, 'reports.json');
  const file = reportsFileSchema.parse(JSON.parse(readFileSync(kept, 'utf8')));
  const [report] = file.made;
  writeFileSync(kept, JSON.stringify({ ...file, made: [{ ...report, state: 'begun', files: [] }] }));
  disk.fill();
  const next = maker();
  await next.look();
  expect(next.file.made).toMatchObject([{ state: 'failed', code: 'ENOSPC' }]);
  expect(reports()).toHaveLength(2);
  expect(readFileSync(report?.files[0] ?? '').equals(PDF)).toBe(true);
});

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrintDocument } from '#shared/contract/printing.ts';
import {
  type DueReport,
  dueReports,
  type MadeReport,
  type PlanChange,
  type ReportRow,
  type ReportsFile,
  reportsFileSchema,
} from '#shared/contract/reports.ts';
import { dayText, PERIOD_KINDS } from '#shared/domain/periods.ts';
import { loadJson, saveJson } from '../jsonFile.ts';
import type { Log } from '../log.ts';
import { type Printed, PrintFailed } from '../printing/printFailed.ts';

const LOOK_MS = 5000;
/** later than this after its time, a report is told as late */
const LATE_MS = 10 * 60_000;
/** after a failure the next try waits, so that a full disk is not asked every few seconds */
const AGAIN_MS = 10 * 60_000;
const MOST_KEPT = 500;

export interface ReportWorld {
  home: string;
  log: Log;
  now(): number;
  /** the station's own words; null when it does not answer */
  status(): Promise<unknown>;
  print(document: PrintDocument, planned: boolean): Promise<Printed>;
  changed(reports: ReportsFile): void;
}

/** Of the station's status, what tells whether figures may be read, and up to when they are true. */
const readinessSchema = z.object({
  session: z.object({ state: z.enum(['signed-out', 'signed-in', 'offline']) }),
  sync: z.object({ state: z.string() }),
  dataAsOf: z.number().nullable(),
});

/**
 * Makes the planned reports when they are due, and those that were missed at the next start. What was begun is written down
 * before the first file, under whose name it is made again after a crash: there are never two of one period.
 */
export class ReportMaker {
  readonly #world: ReportWorld;
  readonly #path: string;
  #file: ReportsFile;
  #timer: NodeJS.Timeout | null = null;
  #busy = false;
  readonly #startedAt: number;
  readonly damaged: string | null;

  constructor(world: ReportWorld) {
    this.#world = world;
    this.#startedAt = world.now();
    this.#path = join(world.home, 'reports.json');
    const loaded = loadJson<ReportsFile>(this.#path, reportsFileSchema, reportsFileSchema.parse({}), world.now());
    this.#file = loaded.value;
    this.damaged = loaded.damaged;
    if (loaded.damaged) world.log.warn({ file: loaded.damaged }, 'the plan of reports was damaged and set aside');
  }

  get file(): ReportsFile {
    return this.#file;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  plan(change: PlanChange): ReportsFile {
    const { plan } = this.#file;
    const rows = Object.fromEntries(
      PERIOD_KINDS.map((kind): [string, ReportRow] => {
        const [before, next] = [plan[kind], change[kind] ?? plan[kind]];
        return [kind, { ...next, since: next.on && !before.on ? this.#world.now() : before.since }];
      }),
    );
    this.#keep({ ...this.#file, plan: { ...plan, ...rows, by: change.by ?? plan.by } });
    return this.#file;
  }

  folderIs(folder: string): ReportsFile {
    this.#keep({ ...this.#file, plan: { ...this.#file.plan, folder } });
    // A folder that was gone or full is another one now.
    void this.look(true);
    return this.#file;
  }

  filesOf(id: string): string[] | null {
    const files = this.#file.made.find((report) => report.id === id)?.files ?? [];
    return files.length > 0 && files.every((file) => existsSync(file)) ? files : null;
  }

  /** Makes what is due now; a report that failed a short while ago is left alone unless `again`. */
  async look(again = false): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const { now } = this.#world;
      const open = dueReports(this.#file, now()).filter(({ id }) => {
        const before = this.#file.made.find((report) => report.id === id);
        return again || before?.state !== 'failed' || now() - before.at >= AGAIN_MS;
      });
      if (open.length > 0) await this.#makeAll(open);
    } finally {
      this.#busy = false;
    }
  }

  /** What cannot be made yet waits a while in silence: at a start somebody must sign in, and the cache catch up. */
  async #makeAll(open: DueReport[]): Promise<void> {
    const ready = readinessSchema.safeParse(await this.#world.status());
    const isOut = !ready.success || ready.data.session.state === 'signed-out';
    const asOf = ready.success && ready.data.sync.state !== 'snapshot' ? (ready.data.dataAsOf ?? 0) : 0;
    for (const due of open) {
      if (!isOut && asOf >= due.period.to) await this.#make(due);
      else if (this.#world.now() - Math.max(due.dueAt, this.#startedAt) > LATE_MS)
        this.#failed(due, isOut ? 'signed-out' : 'not-synced');
    }
  }

  #failed(due: DueReport, code: string): void {
    this.#world.log.error({ id: due.id, code }, 'a report could not be made');
    this.#note(due, { state: 'failed', files: [], code });
  }

  async #make(due: DueReport): Promise<void> {
    const { id, kind, period } = due;
    const { log, print } = this.#world;
    const { folder, by } = this.#file.plan;
    this.#note(due, { state: 'begun', files: [], code: null });
    try {
      const { pdf, book, name } = await print({ kind: 'figures', period, by, report: kind }, true);
      const stem = `${name} ${dayText(period.from)}`;
      const files = await writeTogether([
        { path: join(folder, `${stem}.pdf`), bytes: pdf },
        ...(book ? [{ path: join(folder, `${stem}.xlsx`), bytes: book }] : []),
      ]);
      this.#note(due, { state: 'made', files, code: null });
      log.info({ id }, 'report made');
    } catch (error) {
      this.#failed(due, error instanceof PrintFailed ? error.message : codeOf(error));
    }
  }

  #note({ id, kind, period, dueAt }: DueReport, change: Pick<MadeReport, 'state' | 'files' | 'code'>): void {
    const at = this.#world.now();
    const report: MadeReport = { id, kind, ...period, dueAt, at, late: at - dueAt > LATE_MS, ...change };
    const others = this.#file.made.filter((one) => one.id !== id);
    this.#keep({ ...this.#file, made: [report, ...others].slice(0, MOST_KEPT) });
  }

  #keep(file: ReportsFile): void {
    this.#file = file;
    try {
      saveJson(this.#path, file);
    } catch (error) {
      // The session goes on with it; at the next start a report may be made once more, into the same files.
      this.#world.log.error({ code: codeOf(error) }, 'the plan of reports could not be saved');
    }
    this.#world.changed(file);
  }
}

interface NewFile {
  path: string;
  bytes: Uint8Array;
}

/**
 * All files of a report or none: each is written whole under another name first, so that a disk that fills up leaves neither half
 * a file nor half a report, and one that was there stays. @returns the paths
 */
async function writeTogether(files: readonly NewFile[]): Promise<string[]> {
  const partOf = ({ path }: NewFile) => `${path}.part`;
  try {
    for (const file of files) await writeFile(partOf(file), file.bytes);
    for (const file of files) await rename(partOf(file), file.path);
  } catch (error) {
    for (const file of files) await rm(partOf(file), { force: true }).catch(() => undefined);
    throw error;
  }
  return files.map(({ path }) => path);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

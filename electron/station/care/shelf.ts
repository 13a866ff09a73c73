import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Backup, backupNameSchema } from '#shared/contract/backups.ts';
import { removeDatabase } from './disk.ts';

/** the newest of those made by themselves, and of those somebody asked for */
const KEPT = { daily: 3, asked: 5 };
const MARKS = 'verified.json';
/** a file system's clock may be so much ahead of the machine's */
const AHEAD_MS = 60_000;

const marksSchema = z.record(
  z.string(),
  z.object({ verified: z.enum(['ok', 'failed']), bytes: z.number(), changedAt: z.number() }),
);

/** The folder `<home>/backups`: what lies there, and what was found out about it. */
export class Shelf {
  readonly folder: string;

  constructor(home: string) {
    this.folder = join(home, 'backups');
  }

  /** Newest first. Files of other names are none of ours. */
  list(): Backup[] {
    if (!existsSync(this.folder)) return [];
    const marks = this.#marks();
    return readdirSync(this.folder)
      .filter((name) => backupNameSchema.safeParse(name).success)
      .flatMap((name) => {
        const found = statSync(join(this.folder, name), { throwIfNoEntry: false });
        if (!found?.isFile()) return [];
        const mark = marks[name];
        const same = mark?.bytes === found.size && mark.changedAt === found.mtimeMs;
        const kind: Backup['kind'] = name.length === 'station-2000-01-01.db'.length ? 'daily' : 'asked';
        const at = Math.round(found.mtimeMs);
        return [{ name, at, bytes: found.size, kind, verified: mark && same ? mark.verified : ('not-yet' as const) }];
      })
      .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  has(name: string): boolean {
    return backupNameSchema.safeParse(name).success && existsSync(this.pathOf(name));
  }

  /** Remembers what reading a backup found, for as long as the file stays as it is. */
  mark(name: string, verified: 'ok' | 'failed'): void {
    const { size, mtimeMs } = statSync(this.pathOf(name));
    const marks = { ...this.#marks(), [name]: { verified, bytes: size, changedAt: mtimeMs } };
    const there = Object.entries(marks).filter(([known]) => this.has(known));
    const part = join(this.folder, `${MARKS}.part`);
    writeFileSync(part, JSON.stringify(Object.fromEntries(there)));
    renameSync(part, join(this.folder, MARKS));
  }

  /**
   * Throws away what is more than is kept, oldest first, and what a killed backup left. Dated later than `now`, they were made
   * while the clock was ahead: they count as the oldest, else they would push out every new one until their day.
   */
  prune(now: number): void {
    const isLater = ({ at }: Backup): boolean => at > now + AHEAD_MS;
    const all = this.list().sort((a, b) => Number(isLater(a)) - Number(isLater(b)));
    for (const kind of ['daily', 'asked'] as const) {
      for (const { name } of all.filter((backup) => backup.kind === kind).slice(KEPT[kind])) {
        rmSync(this.pathOf(name), { force: true });
      }
    }
    for (const name of readdirSync(this.folder)) {
      if (/^station-.*\.db\.part$/.test(name)) removeDatabase(join(this.folder, name));
    }
  }

  #marks(): z.infer<typeof marksSchema> {
    try {
      return marksSchema.parse(JSON.parse(readFileSync(join(this.folder, MARKS), 'utf8')));
    } catch {
      // Not there, or no longer readable: then nothing is known of any backup.
      return {};
    }
  }
}

/** The name of a backup made by itself on that day, or asked for at that second (UTC). */
export function backupName(kind: Backup['kind'], now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return kind === 'daily' ? `station-${day}.db` : `station-${day}-${time.slice(0, 8).replaceAll(':', '')}.db`;
}

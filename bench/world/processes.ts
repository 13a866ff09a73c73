import { readdirSync, readFileSync } from 'node:fs';

/** of the kernel's accounting, a second */
const CLOCK_TICKS = 100;

/** Every process that descends from one. */
function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const child = Number(name);
    if (!Number.isInteger(child)) continue;
    const parent = Number(field(`/proc/${name}/status`, 'PPid'));
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

/** A line's value in a file of /proc; '' for a process that has just ended. */
function field(file: string, name: string): string {
  try {
    return new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** MB of a whole family: shared pages counted once (PSS), and as often as they are mapped (RSS). */
export function memoryOf(pid: number): { pss: number; rss: number } {
  const sum = (name: string) =>
    family(pid).reduce((kb, one) => kb + Number(field(`/proc/${one}/smaps_rollup`, name)), 0) / 1024;
  return { pss: sum('Pss'), rss: sum('Rss') };
}

/** Seconds of processor time that a family has taken so far. */
export function processorOf(pid: number): number {
  const ticks = family(pid).map((one) => {
    try {
      // After the name in brackets, which may hold blanks: utime and stime are the 12th and 13th of what follows.
      const after = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return Number(after[11]) + Number(after[12]);
    } catch {
      return 0;
    }
  });
  return ticks.reduce((sum, one) => sum + one, 0) / CLOCK_TICKS;
}

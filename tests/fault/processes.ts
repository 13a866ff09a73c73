import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process, told from a later one (or a thread) that was given the same number: numbers come round within a minute here. */
export interface Living {
  pid: number;
  /** when it began, in the system's own count; '' where the system does not tell */
  began: string;
}

/** The process with this number; null when there is none, or only a zombie that waits for its parent to look. */
export function living(pid: number): Living | null {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return { pid, began: '' };
    // The name may hold spaces and brackets: what follows the last bracket is fields 3, 4, …; the 22nd is the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? [];
    return fields[0] === 'Z' ? null : { pid, began: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/** What a process was started with; '' when it is not there. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

export const isAlive = ({ pid, began }: Living): boolean => living(pid)?.began === began;

/** Waits until none of them lives. Throws with those that do after `patienceMs`; the error's cause says what they wait for. */
export async function gone(all: readonly Living[], patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (all.some(isAlive)) {
    if (Date.now() > end) {
      const left = all.filter(isAlive);
      throw new Error(`still alive: ${left.map(({ pid }) => pid).join(', ')}`, { cause: whatTheyDo(left) });
    }
    await pause(20);
  }
}

/** What processes that ought to have ended are, where their threads wait in the system, and the windows that stand open. */
function whatTheyDo(all: readonly Living[]): string {
  const text = (read: () => string) => {
    try {
      return read().trim();
    } catch (error) {
      return `(${String(error).split('\n')[0]})`;
    }
  };
  const ofThread = (pid: number, thread: string) =>
    ['comm', 'wchan'].map((name) => text(() => readFileSync(`/proc/${pid}/task/${thread}/${name}`, 'utf8'))).join(' ');
  const ofProcess = ({ pid }: Living) => [
    `${pid}: ${commandOf(pid)}`,
    text(() =>
      readdirSync(`/proc/${pid}/task`)
        .map((thread) => `  ${thread} ${ofThread(pid, thread)}`)
        .join('\n'),
    ),
  ];
  const windows = text(() => execFileSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8', stdio: 'pipe' }));
  return [...all.flatMap(ofProcess), windows].join('\n');
}

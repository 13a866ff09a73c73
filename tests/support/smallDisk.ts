import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** so many bytes are asked for at first, then as little as a page */
const PIECES = [1_000_000, 4096];

/** A file system of its own (tmpfs), so small that a test can fill it to the last page. */
export interface SmallDisk {
  path: string;
  /** writes until not another page fits; `spare` bytes are given back */
  fill(spare?: number): void;
  /** gives back what `fill` took */
  makeRoom(): void;
  remove(): void;
}

/** Throws where none can be mounted: see `canMount`. */
export function smallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'street-small-disk-'));
  if (!mount(path, megabytes)) {
    rmSync(path, { recursive: true });
    throw new Error('no tmpfs can be mounted here');
  }
  const fillers = (): string[] => readdirSync(path).filter((name) => name.startsWith('filler-'));
  const makeRoom = (): void => {
    for (const name of fillers()) rmSync(join(path, name));
  };
  return {
    path,
    makeRoom,
    fill(spare = 0) {
      makeRoom();
      if (spare > 0) writeFileSync(join(path, 'spare'), Buffer.alloc(spare));
      for (const bytes of PIECES) fillWith(path, bytes);
      rmSync(join(path, 'spare'), { force: true });
    },
    remove() {
      spawnSync('umount', ['-l', path], { stdio: 'ignore' });
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether this machine and user may mount one. */
export function canMount(): boolean {
  try {
    smallDisk(1).remove();
    return true;
  } catch {
    return false;
  }
}

function mount(path: string, megabytes: number): boolean {
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', path];
  return process.platform === 'linux' && spawnSync('mount', options, { stdio: 'ignore' }).status === 0;
}

function fillWith(path: string, bytes: number): void {
  for (let n = 0; ; n += 1) {
    try {
      writeFileSync(join(path, `filler-${bytes}-${n}`), Buffer.alloc(bytes));
    } catch {
      return;
    }
  }
}

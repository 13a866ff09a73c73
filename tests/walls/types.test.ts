import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rooms, typeArguments, typeChecker } from '../../scripts/tasks/checks.ts';

const root = join(import.meta.dirname, '..', '..');

/** What no room may say: another type, a variable nobody reads, a thing that may be missing, a construct Node cannot strip. */
const WRONG = `
export const title: string = 1;
export const first: string = ['a'].map((word) => word)[0];
export enum Colour { red }
export function idle(): void { const unread = 1; }
`;
const FOUND = ['TS2322', 'TS2322', 'TS1294', 'TS6133'];
/** The room all others build on knows neither a page nor Node. */
const OUTSIDE = 'export const outside = [document.title, process.pid];\n';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'types-'));
  await copyFile(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The codes the check finds in a room of its own that has the real settings and one planted file, in their order. */
async function codesIn(room: string, source: string): Promise<string[]> {
  await mkdir(join(folder, room), { recursive: true });
  await copyFile(join(root, room, 'tsconfig.json'), join(folder, room, 'tsconfig.json'));
  await writeFile(join(folder, room, 'planted.config.ts'), source);
  const said = await new Promise<string>((resolve) => {
    execFile(process.execPath, [typeChecker, ...typeArguments(join(folder, room))], (_, stdout) => resolve(stdout));
  });
  return [...said.matchAll(/planted\.config\.ts\(.*error (TS\d+)/g)].map(([, code]) => code ?? '');
}

describe('the types of each room', () => {
  it.each(rooms)('of %s are checked', async (room) => {
    expect((await codesIn(room, WRONG)).toSorted()).toEqual(FOUND.toSorted());
  });

  it('of shared hold neither a page nor Node', async () => {
    expect(await codesIn('shared', OUTSIDE)).toEqual(['TS2584', 'TS2591']);
  });
});

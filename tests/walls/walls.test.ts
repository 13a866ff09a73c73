import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { innocent, plants } from './plants.ts';

const root = join(import.meta.dirname, '..', '..');
const node = promisify(execFile);

const cruiseReport = z.object({
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), rule: z.object({ name: z.string() }), comment: z.string().optional() }),
    ),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string() })) }),
    totalCruised: z.int(),
  }),
});

/** A project of its own that has the real rules and nothing but the planted files. */
async function plantProject(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'walls-'));
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), source);
  }
  for (const file of ['package.json', 'tsconfig.base.json', '.dependency-cruiser.mjs', '.oxlintrc.json']) {
    await copyFile(join(root, file), join(folder, file));
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs a tool in the planted project; the tools leave with an error code when they find something. */
async function runTool(folder: string, script: string, args: string[]): Promise<string> {
  const options = { cwd: folder, maxBuffer: 1 << 26 };
  const found = await node(process.execPath, [join(root, 'node_modules', script), ...args], options).catch(
    (failure: { stdout: string; stderr: string }) => failure,
  );
  return found.stdout;
}

async function cruise(folder: string) {
  const rooms = ['shared', 'electron', 'renderer', 'gateway'];
  const cruiser = 'dependency-cruiser/bin/dependency-cruiser.mjs';
  const report = await runTool(folder, cruiser, ['--config', '.dependency-cruiser.mjs', '-T', 'json', ...rooms]);
  return cruiseReport.parse(JSON.parse(report)).summary;
}

describe('the walls between the rooms', () => {
  let folder = '';
  let found: Awaited<ReturnType<typeof cruise>>;

  beforeAll(async () => {
    folder = await plantProject(Object.assign({}, innocent, ...plants.map(({ files }) => files)));
    found = await cruise(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(plants)('finds a planted violation of $rule', ({ rule, files }) => {
    const [guilty] = Object.keys(files);
    expect(found.violations.map(({ from, rule: { name } }) => `${name} in ${from}`)).toContain(`${rule} in ${guilty}`);
  });

  it('has a planted violation for every rule, and words of advice in every rule', () => {
    const rules = found.ruleSetUsed.forbidden;
    expect(new Set(plants.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
    for (const { comment } of rules) expect(comment.length).toBeGreaterThan(30);
  });

  it('lets pass what a room is there for', () => {
    expect(found.violations.filter(({ from }) => Object.hasOwn(innocent, from))).toEqual([]);
    expect(found.totalCruised).toBeGreaterThan(plants.length);
  });
});

describe('ipcMain', () => {
  it('is refused outside electron/main/ipc, and allowed in it', async () => {
    const source = "import { ipcMain } from 'electron';\n\nipcMain.removeHandler('x');\n";
    const folder = await plantProject({ 'electron/main/menu.ts': source, 'electron/main/ipc/port.ts': source });
    const report = await runTool(folder, 'oxlint/bin/oxlint', ['--format', 'unix']);
    await rm(folder, { recursive: true, force: true });
    expect(report).toContain('electron/main/menu.ts:1');
    expect(report).toContain('no-restricted-imports');
    expect(report).not.toContain('electron/main/ipc/port.ts');
  });
});

// What only a running Electron can tell: its graphics and whether its SQLite driver loads.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ElectronRuntime } from '../runtime.mjs';
import { root } from '../setup/paths.mjs';
import { sandboxArguments } from '../tasks/app.ts';
import { run } from '../tasks/children.ts';
import { openDisplay } from '../tasks/display.ts';

const factsSchema = z.object({
  chrome: z.string(),
  node: z.string(),
  napi: z.string(),
  /** the driver's version, or why it does not load */
  driver: z.string(),
  /** SQLite's version, '' when no driver loads */
  sqlite: z.string(),
  /** the GL renderer as the page sees it */
  renderer: z.string(),
  webgl2: z.boolean(),
});

type Facts = z.infer<typeof factsSchema> & { softwareGl: boolean };
export type Probe = { ok: true; facts: Facts } | { ok: false; reason: string };

/** Starts a hidden window and asks it. Leaves nothing behind. */
export async function probeElectron({ executable }: ElectronRuntime): Promise<Probe> {
  const profile = mkdtempSync(join(tmpdir(), 'street-doctor-'));
  const script = join(root, 'scripts', 'doctor', 'window.mjs');
  try {
    const display = await openDisplay();
    const { code, output } = await run(executable, [...sandboxArguments, script, `--user-data-dir=${profile}`], {
      capture: true,
      env: display.env,
    });
    await display.close();
    const answer = /^FACTS (.*)$/m.exec(output)?.[1];
    if (!answer) return { ok: false, reason: output.trim().split('\n').at(-1) || `it left with ${code}` };
    const facts = factsSchema.parse(JSON.parse(answer));
    return { ok: true, facts: { ...facts, softwareGl: /swiftshader|llvmpipe|software/i.test(facts.renderer) } };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

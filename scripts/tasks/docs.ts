// The generated protocol documents must be those that the schemas say.
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import type { CheckResult } from './checks.ts';
import { run, runNode } from './children.ts';

/** Generates docs/protocol anew and compares it with what is committed. */
export async function protocolDrift(): Promise<CheckResult> {
  const started = performance.now();
  const made = await runNode(join(root, 'scripts', 'docsProtocol.ts'), [], { capture: true });
  const compared =
    made.code === 0 ? await run('git', ['status', '--porcelain', '--', 'docs/protocol'], { capture: true }) : made;
  const passed = compared.code === 0 && compared.output.trim() === '';
  process.stdout.write(
    passed
      ? 'ok     docs/protocol is what the schemas say\n'
      : `FAILED docs/protocol differs from the schemas: run \`npm run docs:protocol\` and commit what it writes.\n${compared.output}`,
  );
  const seconds = (performance.now() - started) / 1000;
  return { name: 'protocol documents', passed, output: compared.output, seconds };
}

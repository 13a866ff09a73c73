// The front door of the npm scripts: `node scripts/run.mjs TASK [arguments]`. It makes sure that nothing is missing, then
// runs the task with the project's own Node 24, whatever Node the machine has.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { projectNode, root } from './setup/paths.mjs';
import { SetupError, say } from './setup/report.mjs';
import { setUp } from './setup.mjs';

/** The signals that end a program; they are handed on so that the task can put its things away. */
const endings = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exit(1);
}

const task = spawn(projectNode(), [join(root, 'scripts', 'tasks', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const ending of endings) {
  // On a terminal Ctrl+C reaches the whole group; waiting here keeps the prompt away until the task is done.
  process.on(ending, () => {
    if (ending !== 'SIGINT' || !process.stdin.isTTY) task.kill(ending);
  });
}
task.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
});

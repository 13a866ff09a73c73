// Starts the app: as built (`npm start`) or with hot reload (`npm run dev`).
import { electronPath } from '../runtime.mjs';
import { root } from '../setup/paths.mjs';
import { buildIfStale, buildTerminalIfStale, electronVite, forgetBuild } from './build.ts';
import { run, runNode } from './children.ts';
import { openDisplay } from './display.ts';

/** Chromium's sandbox refuses to work for root, who is whom a container starts us as. Never in the packaged app. */
export const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Does work that opens windows, on a hidden display where there is no other. */
export async function withDisplay(work: (env: Record<string, string>) => Promise<number>): Promise<number> {
  const display = await openDisplay();
  if (display.own) {
    process.stderr.write(
      `There is no display here, so the windows open on a hidden one (Xvfb ${display.env.DISPLAY}). Set DISPLAY to see them.\n`,
    );
  }
  try {
    return await work(display.env);
  } finally {
    await display.close();
  }
}

/** Builds if needed and runs the app until it is quit. The arguments are the app's own (`--gateway URL`, `--lang en`…). */
export async function start(args: string[]): Promise<number> {
  const built = await buildIfStale();
  if (built !== 0) return built;
  const { executable } = electronPath();
  return withDisplay(async (env) => (await run(executable, [...sandboxArguments, root, ...args], { env })).code);
}

/** Runs the app from its sources: pages reload as they are edited, main and station rebuild and restart. */
export async function develop(args: string[]): Promise<number> {
  const { executable, version } = electronPath();
  // Main and station are built into out/ for development.
  forgetBuild();
  const built = await buildTerminalIfStale();
  if (built !== 0) return built;
  return withDisplay(async (display) => {
    const env = {
      ...display,
      ELECTRON_EXEC_PATH: executable,
      ELECTRON_MAJOR_VER: version.split('.')[0],
      ...(sandboxArguments.length > 0 ? { NO_SANDBOX: '1' } : {}),
    };
    return (await runNode(electronVite, ['dev', '--watch', '--', ...args], { env })).code;
  });
}

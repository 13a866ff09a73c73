// npm's own client, as a command and as a library. The library part (the fetch that npm itself uses) matters for the one
// thing the command cannot do: go on with a download that broke. It honours the person's registry, proxy, certificates and
// sign-in exactly as npm does.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, sep } from 'node:path';
import { root } from './paths.mjs';

/**
 * The npm command's script, or undefined where only a wrapper is on the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function npmScript(env = process.env) {
  const started = env.npm_execpath;
  if (started?.endsWith('npm-cli.js') && existsSync(started)) return started;
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    for (const candidate of [join(folder, 'npm'), join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')]) {
      if (!existsSync(candidate)) continue;
      const target = realpathSync(candidate);
      if (target.endsWith('npm-cli.js')) return target;
    }
  }
  return undefined;
}

/**
 * The Node that runs npm: not the project's own, which `npm ci` takes away under its feet before it brings it again.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
export function npmNode(env = process.env, own = process.execPath) {
  const packages = join(root, 'node_modules') + sep;
  const found = [env.npm_node_execpath, own].find((path) => path && existsSync(path) && !path.startsWith(packages));
  return found ?? own;
}

/**
 * Runs npm in the checkout.
 * @param {string[]} args
 * @param {{ cwd?: string, capture?: boolean }} [options] `capture` collects stdout instead of showing it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNpm(args, { cwd = root, capture = false } = {}) {
  const script = npmScript();
  const [command, commandArgs] = script ? [npmNode(), [script, ...args]] : ['npm', args];
  return new Promise((done, fail) => {
    const child = spawn(command, commandArgs, {
      cwd,
      stdio: ['ignore', capture ? 'pipe' : process.stderr, 'inherit'],
      shell: !script && process.platform === 'win32',
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (part) => {
      output += part;
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/**
 * @typedef {object} RangeAnswer
 * @property {number} status 200 (the whole) or 206 (the rest)
 * @property {number} length bytes in this answer, 0 when unknown
 * @property {AsyncIterable<Uint8Array>} body
 */

/**
 * A fetch that asks for a file from an offset on.
 * @typedef {(url: string, offset: number, signal: AbortSignal) => Promise<RangeAnswer>} RangeFetch
 */

/**
 * npm's own fetch with npm's own settings; undefined when this npm does not keep them where npm 9 to 11 do.
 * @returns {Promise<RangeFetch | undefined>}
 */
export async function npmRangeFetch() {
  const script = npmScript();
  if (!script) return undefined;
  try {
    const load = createRequire(script);
    const Config = load('@npmcli/config');
    const { definitions, shorthands, flatten } = load('@npmcli/config/lib/definitions');
    const npmPath = dirname(dirname(script));
    const config = new Config({ npmPath, definitions, shorthands, flatten, argv: [], cwd: root });
    await config.load();
    const registryFetch = load('npm-registry-fetch');
    return async (url, offset, signal) => {
      const answer = await registryFetch(url, {
        ...config.flat,
        // npm's own cache would keep a second copy of a file this big, and knows nothing of parts.
        cache: null,
        headers: offset > 0 ? { range: `bytes=${offset}-` } : {},
        retry: { retries: 1, minTimeout: 500, maxTimeout: 2_000 },
        signal,
      });
      const length = Number(answer.headers.get('content-length') ?? 0);
      return { status: answer.status, length, body: answer.body };
    };
  } catch {
    return undefined;
  }
}

/**
 * The same with Node's own fetch, which knows neither npm's proxy nor its sign-in.
 * @type {RangeFetch}
 */
export const plainRangeFetch = async (url, offset, signal) => {
  const answer = await fetch(url, { headers: offset > 0 ? { range: `bytes=${offset}-` } : {}, signal });
  if (!answer.ok || !answer.body) {
    throw Object.assign(new Error(`${new URL(url).host} answered ${answer.status}`), { statusCode: answer.status });
  }
  const length = Number(answer.headers.get('content-length') ?? 0);
  return { status: answer.status, length, body: /** @type {AsyncIterable<Uint8Array>} */ (answer.body) };
};

// A download that goes on where it broke, and is not believed before its full hash is right.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { SetupError } from './report.mjs';

/** No byte for this long means the line is dead, and the download starts again from where it is. */
const stalledMs = 30_000;

/**
 * The hash of a file in the form npm writes it, for example `sha512-…` in base64.
 * @param {string} file
 * @param {string} algorithm
 */
export async function fileIntegrity(file, algorithm = 'sha512') {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return `${algorithm}-${hash.digest('base64')}`;
}

/**
 * Whether a file is the pinned one.
 * @param {string} file
 * @param {string} integrity
 */
export async function isPinned(file, integrity) {
  return existsSync(file) && (await fileIntegrity(file, integrity.slice(0, integrity.indexOf('-')))) === integrity;
}

/**
 * Whether the source answers at all, told within `withinMs`: a closed network must be noticed in seconds.
 * @param {import('./npmClient.mjs').RangeFetch} fetchFrom
 * @param {string} url
 * @param {number} withinMs
 * @returns {Promise<string | undefined>} why not, or undefined when it answers
 */
export async function whyUnreachable(fetchFrom, url, withinMs = 6_000) {
  const line = new AbortController();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${withinMs / 1000} s`)), withinMs);
  });
  try {
    await Promise.race([fetchFrom(url, 0, line.signal), late]);
    return undefined;
  } catch (error) {
    const failure = /** @type {Error & { code?: string, cause?: { code?: string } }} */ (error);
    return failure.code ?? failure.cause?.code ?? failure.message;
  } finally {
    clearTimeout(timer);
    line.abort();
  }
}

/** @param {string} file */
const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);

/**
 * Takes the rest of `url` into `part`, once.
 * @param {{ url: string, part: string, fetchFrom: import('./npmClient.mjs').RangeFetch,
 *   onProgress: (done: number, total: number) => void }} job
 */
async function takeRest({ url, part, fetchFrom, onProgress }) {
  const have = sizeOf(part);
  const line = new AbortController();
  let stalled = setTimeout(() => line.abort(), stalledMs);
  try {
    const answer = await fetchFrom(url, have, line.signal);
    // A server that ignores the range sends the whole: then what we have is worth nothing.
    const resumed = answer.status === 206 && have > 0;
    let done = resumed ? have : 0;
    const total = answer.length > 0 ? done + answer.length : 0;
    await pipeline(
      answer.body,
      async function* (source) {
        for await (const piece of source) {
          clearTimeout(stalled);
          stalled = setTimeout(() => line.abort(), stalledMs);
          done += piece.length;
          onProgress(done, total);
          yield piece;
        }
      },
      createWriteStream(part, { flags: resumed ? 'a' : 'w' }),
      { signal: line.signal },
    );
    if (total > 0 && done < total) throw new Error(`the line closed after ${done} of ${total} bytes`);
  } finally {
    clearTimeout(stalled);
  }
}

/** @param {unknown} error */
function isRangeRefused(error) {
  const failure = /** @type {{ statusCode?: number, code?: string }} */ (error);
  return failure.statusCode === 416 || failure.code === 'E416';
}

/**
 * Brings `url` to `file`. A `.part` beside it is continued, also from an earlier run.
 * @param {{ url: string, file: string, integrity: string, fetchFrom: import('./npmClient.mjs').RangeFetch,
 *   onProgress?: (done: number, total: number) => void, attempts?: number, pauseMs?: number }} job
 *   `integrity` in npm's form; `attempts` are counted anew whenever bytes arrive; `pauseMs` doubles from attempt to attempt
 * @throws {SetupError} when the bytes are not the pinned ones; the last network error when nothing more arrives
 */
export async function download({ url, file, integrity, fetchFrom, onProgress, attempts = 4, pauseMs = 500 }) {
  const part = `${file}.part`;
  let left = attempts;
  let startedOver = false;
  for (;;) {
    const before = sizeOf(part);
    try {
      await takeRest({ url, part, fetchFrom, onProgress: onProgress ?? (() => undefined) });
    } catch (error) {
      // 416: the part is already the whole file (or longer); the hash below decides.
      if (!isRangeRefused(error)) {
        left = sizeOf(part) > before ? attempts : left - 1;
        if (left <= 0) throw error;
        await wait(pauseMs * 2 ** (attempts - left));
        continue;
      }
    }
    if (await isPinned(part, integrity)) {
      renameSync(part, file);
      return;
    }
    rmSync(part, { force: true });
    // A part left by an earlier run may have been damaged on disk: once from the beginning is worth it.
    if (before === 0 || startedOver) {
      throw new SetupError(
        `What came from ${new URL(url).host} is not the pinned file (its hash differs). It was not used.`,
      );
    }
    startedOver = true;
  }
}

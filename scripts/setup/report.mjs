// What the set-up says. One voice: lines on stderr, so that a script's own output stays clean.

/** A failure the person can act on: printed without a stack. */
export class SetupError extends Error {}

/** Prints one line. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A size in the unit a person reads. @param {number} bytes */
export function sizeText(bytes) {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

/**
 * A progress line: rewritten in place on a terminal, every tenth part elsewhere (a log must stay short).
 * @param {string} label what is on its way
 * @returns {(done: number, total: number) => void} to be called as often as one likes; sizes in bytes
 */
export function progress(label) {
  const terminal = Boolean(process.stderr.isTTY);
  let shownStep = -1;
  let shownAt = 0;
  return (done, total) => {
    const part = total > 0 ? done / total : 0;
    const line = `${label}: ${Math.floor(part * 100)} % (${sizeText(done)} of ${sizeText(total)})`;
    const finished = total > 0 && done >= total;
    if (terminal) {
      const now = Date.now();
      if (!finished && now - shownAt < 100) return;
      shownAt = now;
      process.stderr.write(`\r${line}\u001b[K${finished ? '\n' : ''}`);
      return;
    }
    const step = Math.floor(part * 10);
    if (step === shownStep) return;
    shownStep = step;
    say(line);
  };
}

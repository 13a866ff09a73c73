/** One line of the page; `ok` is false only for what is broken. */
export type Line = { name: string; text: string; ok: boolean };

/** A line that tells a fact, or (with `ok` false) a fault. */
export const line = (name: string, text: string, ok = true): Line => ({ name, text, ok });

/** Prints the sections; returns the exit code: 1 when anything is broken. */
export function printPage(sections: [string, Line[]][]): number {
  const width = Math.max(...sections.flatMap(([, lines]) => lines.map(({ name }) => name.length)));
  for (const [title, lines] of sections) {
    process.stdout.write(`\n${title}\n`);
    for (const { name, text, ok } of lines)
      process.stdout.write(`  ${ok ? ' ' : '✗'} ${name.padEnd(width)}  ${text}\n`);
  }
  const broken = sections.flatMap(([, lines]) => lines).filter(({ ok }) => !ok).length;
  process.stdout.write(broken === 0 ? '\nNothing is broken.\n' : `\n${broken} broken, marked ✗ above.\n`);
  return broken === 0 ? 0 : 1;
}

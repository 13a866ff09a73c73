import { DIVERGENCES, DUPLICATES, LOSSES } from './check/invariants.ts';
import type { Outcome } from './run.ts';

const SHOWN = 5;
const LONGEST = 600;

/** What a run came to, for whoever reads the terminal: tallies, promises, and the first violations of each. */
export function report({ seed, minutes, planHash, seconds, tallies, verdicts }: Outcome): string {
  const found = (promise: string) =>
    verdicts
      .filter((verdict) => verdict.promise.includes(promise))
      .reduce((sum, { violations }) => sum + violations.length, 0);
  const total = (prefix: string) =>
    Object.entries(tallies)
      .filter(([name]) => name.startsWith(prefix))
      .reduce((sum, [, count]) => sum + count, 0);
  const lines = [
    '',
    ...Object.entries(tallies).map(([name, count]) => `${name.padEnd(28)} ${count}`),
    '',
    `${'kills'.padEnd(28)} ${total('kill ')}`,
    `${'faults of the link'.padEnd(28)} ${total('fault ')}`,
    `${'losses'.padEnd(28)} ${found(LOSSES)}`,
    `${'duplicates'.padEnd(28)} ${found(DUPLICATES)}`,
    `${'divergences'.padEnd(28)} ${found(DIVERGENCES)}`,
    '',
  ];
  for (const { promise, violations } of verdicts) {
    lines.push(`${violations.length === 0 ? 'held   ' : 'BROKEN '} ${promise}`);
    for (const text of violations.slice(0, SHOWN)) lines.push(`          ${text.slice(0, LONGEST)}`);
    if (violations.length > SHOWN) lines.push(`          … and ${violations.length - SHOWN} more`);
  }
  lines.push('', `seed ${seed}, ${minutes} min (${seconds} s in all), plan ${planHash}`, '');
  return `${lines.join('\n')}\n`;
}

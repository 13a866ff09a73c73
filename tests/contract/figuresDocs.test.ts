/** docs/domain/figures.md says what the code computes: every figure, every count, nothing else. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { noCounts } from '#shared/domain/counts.ts';
import { FIGURE_NAMES, FIGURES } from '#shared/domain/figures.ts';

const page = await readFile(new URL('../../docs/domain/figures.md', import.meta.url), 'utf8');
const lines = page.split('\n');

describe('docs/domain/figures.md', () => {
  it('lists every figure with its names, kind and formula, and no other', () => {
    for (const name of FIGURE_NAMES) {
      const { zh, en, kind, formula } = FIGURES[name];
      expect(lines).toContain(`| \`${name}\` | ${zh} | ${en} | ${kind} | ${formula} |`);
    }
    expect(lines.filter((line) => /^\| `[^`]+` \|.*\| (rate|count|mean-ms) \|/.test(line))).toHaveLength(
      FIGURE_NAMES.length,
    );
  });

  it('says what every count counts', () => {
    for (const name of Object.keys(noCounts())) expect(page).toContain(`\n| \`${name}\` | `);
  });
});

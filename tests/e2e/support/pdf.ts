import { readFileSync } from 'node:fs';
import { expect } from './fixtures.ts';

/** A whole PDF with pages, whose letters can be searched and read aloud. */
export function expectPdf(path: string): void {
  const text = readFileSync(path, 'latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(text.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(0);
  expect(text).toContain('/ToUnicode');
}

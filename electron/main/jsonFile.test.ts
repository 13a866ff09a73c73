import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsSchema } from '#shared/contract/settings.ts';
import { loadJson, saveJson } from './jsonFile.ts';

const fallback = settingsSchema.parse({});
const file = () => join(mkdtempSync(join(tmpdir(), 'street-json-')), 'settings.json');

describe('loadJson', () => {
  it('gives back what was saved', () => {
    const path = file();
    saveJson(path, { ...fallback, theme: 'light' });
    expect(loadJson(path, settingsSchema, fallback, 0)).toEqual({
      value: { ...fallback, theme: 'light' },
      damaged: null,
    });
  });

  it.each(['{"theme":', '{"theme":"purple"}', '\u0000\u0001', '[]'])('sets a damaged file aside: %s', (content) => {
    const path = file();
    writeFileSync(path, content);
    const loaded = loadJson(path, settingsSchema, fallback, 1_700_000_000_000);
    expect(loaded.value).toEqual(fallback);
    expect(readFileSync(String(loaded.damaged), 'utf8')).toBe(content);
    expect(readdirSync(join(path, '..'))).toHaveLength(1);
  });
});

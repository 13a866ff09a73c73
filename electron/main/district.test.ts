import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseDistrict } from './district.ts';

const shipped = resolve(import.meta.dirname, '../../resources/district');
let asked: string;
beforeEach(() => {
  asked = mkdtempSync(join(tmpdir(), 'street-district-'));
  cpSync(shipped, asked, { recursive: true });
});
afterEach(() => rmSync(asked, { recursive: true, force: true }));

it('takes a whole folder, and the shipped one when none is asked for', () => {
  expect(chooseDistrict(asked, shipped)).toEqual({ folder: asked, notice: null });
  expect(chooseDistrict(null, shipped)).toEqual({ folder: shipped, notice: null });
});

it('says that a folder is not there', () => {
  const detail = join(asked, 'nowhere');
  expect(chooseDistrict(detail, shipped)).toEqual({ folder: shipped, notice: { code: 'district-missing', detail } });
});

it.each([
  ['grids.geojson', '{"type":"Feature'],
  ['workers.json', '{"version":9}'],
  ['map.pmtiles', '<html>'],
])('names the damaged file: %s', (name, content) => {
  const detail = join(asked, name);
  writeFileSync(detail, content);
  expect(chooseDistrict(asked, shipped)).toEqual({ folder: shipped, notice: { code: 'district-damaged', detail } });
});

it('names the file that is missing', () => {
  rmSync(join(asked, 'streets.json'));
  expect(chooseDistrict(asked, shipped).notice).toEqual({
    code: 'district-damaged',
    detail: join(asked, 'streets.json'),
  });
});

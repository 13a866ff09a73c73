import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import type { ImportEncoding } from '#shared/contract/importViews.ts';
import { gbkBytes } from './gbkForTest.ts';
import { readTable } from './readTable.ts';

const read = (name: string, bytes: Uint8Array, encoding: ImportEncoding | null = null) =>
  readTable([{ name, bytes: new Uint8Array(bytes) }], encoding);

/** A dBASE file of character fields, with the text as it is given. */
function dbf(fields: [name: string, length: number][], rows: Uint8Array[][], encode: (text: string) => Uint8Array) {
  const header = Buffer.alloc(32 + fields.length * 32 + 1);
  const recordBytes = 1 + fields.reduce((sum, [, length]) => sum + length, 0);
  header[0] = 3;
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(recordBytes, 10);
  fields.forEach(([name, length], n) => {
    header.set(encode(name).subarray(0, 11), 32 + n * 32);
    header.write('C', 32 + n * 32 + 11);
    header[32 + n * 32 + 16] = length;
  });
  header[header.length - 1] = 0x0d;
  const records = rows.map((row) => {
    const record = Buffer.alloc(recordBytes, ' ');
    let at = 1;
    row.forEach((cell, n) => {
      record.set(cell, at);
      at += fields[n]?.[1] ?? 0;
    });
    return record;
  });
  return Buffer.concat([header, ...records]);
}

/** A shapefile of points. */
function shp(points: [number, number][]): Buffer {
  const file = Buffer.alloc(100 + points.length * 28);
  file.writeInt32BE(9994, 0);
  file.writeInt32BE(file.length / 2, 24);
  file.writeInt32LE(1000, 28);
  file.writeInt32LE(1, 32);
  points.forEach(([x, y], n) => {
    const at = 100 + n * 28;
    file.writeInt32BE(n + 1, at);
    file.writeInt32BE(10, at + 4);
    file.writeInt32LE(1, at + 8);
    file.writeDoubleLE(x, at + 12);
    file.writeDoubleLE(y, at + 20);
  });
  return file;
}

describe('reading files', () => {
  it('[ST267] reads CSV as UTF-8 with or without a mark, else as GB18030, and as it is told', async () => {
    const text = '编码,名称\r\n1,"云锦路, 一号"\r\n\r\n2,路灯\r\n';
    const expected = {
      headings: ['编码', '名称'],
      rows: [
        ['1', '云锦路, 一号'],
        ['2', '路灯'],
      ],
    };
    expect(await read('a.csv', Buffer.from(text))).toMatchObject({ ...expected, encoding: 'utf-8' });
    expect(await read('a.csv', Buffer.from(`\uFEFF${text}`))).toMatchObject({ ...expected, encoding: 'utf-8' });
    expect(await read('a.csv', gbkBytes(text))).toMatchObject({ ...expected, encoding: 'gb18030' });
    const semicolons = Buffer.from('编码;名称\n1;甲,乙\n2;丙,丁\n');
    expect((await read('a.csv', semicolons)).rows).toEqual([
      ['1', '甲,乙'],
      ['2', '丙,丁'],
    ]);
    expect((await read('a.csv', gbkBytes(text), 'utf-8')).headings).not.toEqual(expected.headings);
  });

  it('[ST267] gives back every table that was written as CSV, in either encoding', async () => {
    const cell = fc
      .array(fc.constantFrom(...'井盖路灯网格号甲乙丙abc019,"; '), { minLength: 1, maxLength: 8 })
      .map((letters) => letters.join('').trim())
      .filter((text) => text !== '');
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, isGbk) => {
        const text = Papa.unparse(rows);
        const bytes = isGbk ? gbkBytes(text) : Buffer.from(text);
        // What is ASCII throughout is the same in both.
        const told = await read('a.csv', bytes, isGbk ? 'gb18030' : 'utf-8');
        expect([told.headings, ...told.rows]).toEqual(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('[ST267] reads XLSX with numbers and times as they are shown', async () => {
    const written = writeXlsx([
      [{ value: '编码' }, { value: '经度' }, { value: '时间' }],
      [
        { value: '9901010203900001', type: String },
        { value: 121.46, type: Number },
        { value: new Date(Date.UTC(2026, 10, 27, 8, 30)), type: Date, format: 'yyyy-mm-dd hh:mm' },
      ],
    ]);
    const bytes = new Uint8Array(await written.toBuffer());
    const table = await read('a.xlsx', bytes);
    expect(table.headings).toEqual(['编码', '经度', '时间']);
    expect(table.rows).toEqual([['9901010203900001', '121.46', '2026-11-27 08:30:00']]);
  });

  it('[ST267] reads GeoJSON with the properties of every feature and its shape', async () => {
    const feature = (properties: object, coordinates: number[]) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates },
    });
    const file = {
      type: 'FeatureCollection',
      features: [feature({ code: 7, name: '甲' }, [121.4, 31.1]), feature({ name: '乙', more: [1] }, [121.5, 31.2])],
    };
    const table = await read('a.geojson', Buffer.from(JSON.stringify(file)));
    expect(table.headings).toEqual(['code', 'name', 'more']);
    expect(table.rows).toEqual([
      ['7', '甲', ''],
      ['', '乙', '[1]'],
    ]);
    expect(table.shapes?.[1]).toEqual({ type: 'Point', coordinates: [121.5, 31.2] });
  });

  it('[ST267] reads a shapefile from its parts or a zip, in GB18030 too, with every digit of a code and its .prj', async () => {
    const names: [string, number][] = [
      ['OBJID', 16],
      ['名称', 20],
    ];
    const rows = [
      [Buffer.from('9901010101000001'), gbkBytes('上水井盖')],
      [Buffer.from('9901010101000002'), gbkBytes('路灯')],
    ];
    const parts = {
      'part/井盖.shp': shp([
        [40_500_000, 3_452_000],
        [40_500_100, 3_452_000],
      ]),
      'part/井盖.dbf': dbf(names, rows, gbkBytes),
      'part/井盖.prj': strToU8(
        'PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000"],' +
          'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["Central_Meridian",120.0]]',
      ),
    };
    const zipped = await read(
      'a.zip',
      zipSync(Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, new Uint8Array(v)]))),
    );
    expect(zipped).toMatchObject({
      headings: ['OBJID', '名称'],
      rows: [
        ['9901010101000001', '上水井盖'],
        ['9901010101000002', '路灯'],
      ],
      encoding: 'gb18030',
      crs: { system: 'gk3', zone: 40 },
    });
    expect(zipped.shapes?.[1]).toMatchObject({ type: 'Point', coordinates: [40_500_100, 3_452_000] });
    const picked = await readTable(
      Object.entries(parts).map(([name, bytes]) => ({ name, bytes: new Uint8Array(bytes) })),
      null,
    );
    expect(picked.rows).toEqual(zipped.rows);
  });

  it('[ST267] says of a broken file of each kind what is wrong with it', async () => {
    const reasonOf = (name: string, bytes: Uint8Array) =>
      read(name, bytes).then(
        () => 'read',
        (error: Error) => error.message,
      );
    expect(await reasonOf('a.pdf', Buffer.from('x'))).toBe('unknown-kind');
    expect(await reasonOf('a.csv', Buffer.alloc(0))).toBe('empty');
    expect(await reasonOf('a.csv', Buffer.from('编码,名称\n'))).toBe('empty');
    expect(await reasonOf('a.csv', Buffer.from('编码,名称\n1,"甲\n2,乙\n'))).toBe('broken-csv');
    expect(await reasonOf('a.csv', Buffer.from(`编码\n${'1\n'.repeat(50_001)}`))).toBe('too-many-rows');
    expect(await reasonOf('a.xlsx', Buffer.from('not a workbook'))).toBe('broken-xlsx');
    expect(await reasonOf('a.geojson', Buffer.from('{"type":"FeatureCollection"'))).toBe('broken-geojson');
    expect(await reasonOf('a.geojson', Buffer.from('{"type":"Topology"}'))).toBe('broken-geojson');
    expect(await reasonOf('a.zip', Buffer.from('PK no'))).toBe('broken-shapefile');
    expect(await reasonOf('a.shp', shp([[1, 2]]))).toBe('broken-shapefile');
    const whole = dbf([['A', 4]], [[Buffer.from('1')]], (text) => Buffer.from(text));
    const cut = { name: 'a.dbf', bytes: new Uint8Array(whole.subarray(0, 20)) };
    await expect(readTable([{ name: 'a.shp', bytes: new Uint8Array(shp([[1, 2]])) }, cut], null)).rejects.toThrow(
      'broken-shapefile',
    );
  });
});

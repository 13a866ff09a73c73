import { unzipSync } from 'fflate';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { parseShp } from 'shpjs';
import { z } from 'zod';
import type { ImportEncoding, ImportFile } from '#shared/contract/importViews.ts';
import { MOST_IMPORT_ROWS } from '#shared/protocol/imports.ts';
import { crsOfPrj } from './crs.ts';
import { readDbf } from './dbf.ts';
import { decoded, detectEncoding } from './encoding.ts';
import { type FileTable, ReadTrouble } from './fileTable.ts';

/** Far more than a district's shapefile: what a small archive may grow to. */
const MOST_UNPACKED_BYTES = 300_000_000;
const MOST_COLUMNS = 200;
const MOST_CELL = 4000;

/**
 * Reads one file, or the parts of a shapefile, as a table.
 *
 * @param encoding as the operator chose; null: found out
 * @throws ReadTrouble with why it cannot be read
 */
export async function readTable(files: readonly ImportFile[], encoding: ImportEncoding | null): Promise<FileTable> {
  const table = await read(files, encoding);
  const isEmpty = (row: readonly string[]) => row.every((cell) => cell === '');
  const kept = table.rows.map((_, n) => n).filter((n) => !isEmpty(table.rows[n] ?? []) || table.shapes?.[n]);
  if (table.headings.length === 0 && !table.shapes) throw new ReadTrouble('no-table');
  if (kept.length === 0) throw new ReadTrouble('empty');
  if (kept.length > MOST_IMPORT_ROWS) throw new ReadTrouble('too-many-rows');
  const headings = table.headings.slice(0, MOST_COLUMNS);
  return {
    ...table,
    headings,
    rows: kept.map((n) => headings.map((_, column) => (table.rows[n]?.[column] ?? '').slice(0, MOST_CELL))),
    shapes: table.shapes && kept.map((n) => table.shapes?.[n] ?? null),
  };
}

async function read(files: readonly ImportFile[], encoding: ImportEncoding | null): Promise<FileTable> {
  const [first] = files;
  if (!first) throw new ReadTrouble('empty');
  const parts = new Map(files.map(({ name, bytes }) => [extensionOf(name), bytes]));
  if (parts.has('shp') || parts.has('dbf')) return shapefile(parts, encoding);
  if (first.bytes.byteLength === 0) throw new ReadTrouble('empty');
  switch (extensionOf(first.name)) {
    case 'csv':
    case 'txt':
    case 'tsv':
      return csv(first.bytes, encoding);
    case 'xlsx':
      return xlsx(first.bytes);
    case 'json':
    case 'geojson':
      return geojson(first.bytes, encoding);
    case 'zip':
      return shapefile(unzipped(first.bytes), encoding);
    default:
      throw new ReadTrouble('unknown-kind');
  }
}

function csv(bytes: Uint8Array, wanted: ImportEncoding | null): FileTable {
  const encoding = wanted ?? detectEncoding(bytes);
  const text = decoded(bytes, encoding);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), skipEmptyLines: 'greedy' });
  if (errors.some(({ type }) => type === 'Quotes')) throw new ReadTrouble('broken-csv');
  const [headings = [], ...rows] = data.map((row) => row.map((cell) => cell.trim()));
  return { headings, rows, shapes: null, encoding, crs: null };
}

/** What stands between the headings. By counting over many lines, texts with semicolons in them are taken apart. */
function delimiterOf(text: string): string {
  const [headings = ''] = text.trimStart().split(/[\r\n]/, 1);
  return ['\t', ',', ';', '|'].find((delimiter) => headings.includes(delimiter)) ?? ',';
}

async function xlsx(bytes: Uint8Array): Promise<FileTable> {
  let cells: unknown[][];
  try {
    cells = await readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    throw new ReadTrouble('broken-xlsx');
  }
  const [headings = [], ...rows] = cells.map((row) => row.map(cellText));
  return { headings, rows, shapes: null, encoding: null, crs: null };
}

/** A spreadsheet's time has no zone: it is written down as it is shown there. */
function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

const position = z.array(z.number()).min(2);
const ringSchema = z.array(position);
const geometrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: position }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ringSchema) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ringSchema)) }),
  z.object({ type: z.enum(['MultiPoint', 'LineString']), coordinates: z.array(position) }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(ringSchema) }),
]);
const collectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.record(z.string(), z.unknown()).nullish(),
      geometry: geometrySchema.nullish(),
    }),
  ),
});

function geojson(bytes: Uint8Array, wanted: ImportEncoding | null): FileTable {
  const encoding = wanted ?? detectEncoding(bytes);
  let parsed: FeatureCollection<Geometry | null>;
  try {
    // The schema has what is read of it; the rest of GeoJSON's type is not looked at.
    parsed = collectionSchema.parse(
      JSON.parse(decoded(bytes, encoding)),
    ) as unknown as FeatureCollection<Geometry | null>;
  } catch {
    throw new ReadTrouble('broken-geojson');
  }
  const headings = [...new Set(parsed.features.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const cellsOf = ({ properties }: Feature<Geometry | null>) =>
    headings.map((heading) => {
      const value: unknown = properties?.[heading];
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : cellText(value);
    });
  return {
    headings,
    rows: parsed.features.map(cellsOf),
    shapes: parsed.features.map((row) => row.geometry ?? null),
    encoding,
    crs: null,
  };
}

function shapefile(parts: ReadonlyMap<string, Uint8Array>, wanted: ImportEncoding | null): FileTable {
  const [shp, dbf, prj, cpg] = ['shp', 'dbf', 'prj', 'cpg'].map((part) => parts.get(part));
  if (!shp || !dbf) throw new ReadTrouble('broken-shapefile');
  const table = readDbf(dbf, wanted ?? (cpg ? encodingOfCpg(decoded(cpg, 'utf-8')) : null));
  const shapes = shapesOf(shp);
  return {
    ...table,
    shapes: table.rows.map((_, n) => shapes[n] ?? null),
    crs: prj ? crsOfPrj(decoded(prj, 'utf-8')) : null,
  };
}

function shapesOf(shp: Uint8Array): (Geometry | null)[] {
  try {
    return parseShp(shp);
  } catch {
    throw new ReadTrouble('broken-shapefile');
  }
}

function encodingOfCpg(text: string): ImportEncoding | null {
  if (/utf-?8|65001/i.test(text)) return 'utf-8';
  return /gb|936/i.test(text) ? 'gb18030' : null;
}

/** The parts of the first shapefile in an archive, by extension. */
function unzipped(bytes: Uint8Array): Map<string, Uint8Array> {
  let left = MOST_UNPACKED_BYTES;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(shp|dbf|prj|cpg)$/i.test(name) || name.includes('__MACOSX')) return false;
        left -= originalSize;
        if (left < 0) throw new ReadTrouble('too-large');
        return true;
      },
    });
  } catch (error) {
    throw error instanceof ReadTrouble ? error : new ReadTrouble('broken-shapefile');
  }
  const names = Object.keys(files);
  const base = names.find((name) => /\.shp$/i.test(name))?.slice(0, -4);
  return new Map(
    names.filter((name) => name.slice(0, -4) === base).map((name) => [extensionOf(name), files[name] ?? bytes]),
  );
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

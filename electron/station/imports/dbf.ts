import type { ImportEncoding } from '#shared/contract/importViews.ts';
import { decoded, detectEncoding } from './encoding.ts';
import { ReadTrouble } from './fileTable.ts';

const FIELD_BYTES = 32;
const END_OF_FIELDS = 0x0d;
const DELETED = 0x2a;

interface DbfField {
  name: Uint8Array;
  at: number;
  length: number;
}

/**
 * The attributes of a shapefile as the text that stands there. The parsers at hand make numbers of numeric fields, which takes the
 * last digits off 16-digit codes.
 */
export function readDbf(
  bytes: Uint8Array,
  wanted: ImportEncoding | null,
): { headings: string[]; rows: string[][]; encoding: ImportEncoding } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < FIELD_BYTES + 1) throw new ReadTrouble('broken-shapefile');
  const [records, headerBytes, recordBytes] = [
    view.getUint32(4, true),
    view.getUint16(8, true),
    view.getUint16(10, true),
  ];
  if (recordBytes < 2 || headerBytes + records * recordBytes > bytes.byteLength + 1)
    throw new ReadTrouble('broken-shapefile');
  const fields = fieldsOf(bytes, headerBytes);
  const told = [bytes.subarray(headerBytes, headerBytes + records * recordBytes), ...fields.map(({ name }) => name)];
  const encoding = wanted ?? told.map(detectEncoding).find((found) => found !== 'utf-8') ?? 'utf-8';
  const rows: string[][] = [];
  for (let n = 0; n < records; n += 1) {
    const from = headerBytes + n * recordBytes;
    const isDeleted = bytes[from] === DELETED;
    // A deleted record keeps its place: shapes go by it.
    rows.push(
      fields.map(({ at, length }) =>
        isDeleted
          ? ''
          : decoded(bytes.subarray(from + at, from + at + length), encoding)
              .replaceAll('\0', '')
              .trim(),
      ),
    );
  }
  return { headings: fields.map(({ name }) => decoded(name, encoding)), rows, encoding };
}

function fieldsOf(bytes: Uint8Array, headerBytes: number): DbfField[] {
  const fields: DbfField[] = [];
  let at = 1;
  for (
    let from = FIELD_BYTES;
    from + FIELD_BYTES <= headerBytes && bytes[from] !== END_OF_FIELDS;
    from += FIELD_BYTES
  ) {
    const length = bytes[from + 16] ?? 0;
    const end = bytes.subarray(from, from + 11).indexOf(0);
    fields.push({ name: bytes.subarray(from, from + (end < 0 ? 11 : end)), at, length });
    at += length;
  }
  return fields;
}

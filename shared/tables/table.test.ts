import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { csvOf, type TableSheet, xlsxOf } from './table.ts';

const sheet: TableSheet = {
  name: '受理/队列: 全部',
  head: ['编号', '标题', '超期', '上报'],
  rows: [
    ['9901-1', '=HYPERLINK("http://x","看")', 3, { at: Date.UTC(2026, 10, 27, 10, 0) }],
    [null, '井盖, "破损"\n<&>', 0, null],
  ],
  widths: [20, 40],
};

test('[ST240] a CSV is read as UTF-8 by a spreadsheet, and nothing in it is run', () => {
  expect(csvOf(sheet, (at) => new Date(at).toISOString())).toBe(
    '\uFEFF编号,标题,超期,上报\r\n' +
      '9901-1,"\'=HYPERLINK(""http://x"",""看"")",3,2026-11-27T10:00:00.000Z\r\n' +
      ',"井盖, ""破损""\n<&>",0,\r\n',
  );
});

test('[ST240] an XLSX holds text as text, numbers as numbers and moments as the wall clock shows them', async () => {
  const files = unzipSync(await xlsxOf([sheet], () => -480));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const [book, rows] = [text('xl/workbook.xml'), text('xl/worksheets/sheet1.xml')];
  const strings = text('xl/sharedStrings.xml') || rows;
  expect(book).toContain('name="受理 队列  全部"');
  expect(strings).toContain('=HYPERLINK("http://x","看")');
  expect(strings).toContain('&lt;&amp;&gt;');
  expect(rows).not.toContain('<f>');
  expect(rows).toMatch(/<v>3<\/v>/);
  // 2026-11-27 18:00 on the wall, in days since 1899-12-30
  expect(rows).toMatch(/<v>46353\.75<\/v>/);
});

import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportDraft, ImportRowView } from '#shared/contract/importViews.ts';
import { createStationClient, type StationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { ImportDialog } from './ImportDialog.tsx';

let client: StationClient;
let station: TestStation;
let unmount: () => void;
let draft: ImportDraft;

const wrongRow = (n: number, code: string): ImportRowView => ({
  n,
  cells: [code, '路灯'],
  troubles: [{ field: 'code', reason: 'malformed', value: code }],
});
const draftWith = (wrongRows: ImportRowView[], fresh: number): ImportDraft => ({
  ...{ kind: 'component', fileName: 'a.csv', reading: false, failure: null, encoding: 'gb18030' },
  ...{ crs: { system: 'wgs84' }, crsTold: false, headings: ['编码', '名称'], mapping: ['code', 'name'], missing: [] },
  ...{ rows: 3, fresh, replacing: 0, wrong: wrongRows.length, corrected: 0, first: [], wrongRows },
});

beforeEach(async () => {
  stubLayout();
  draft = draftWith([wrongRow(0, '12'), wrongRow(2, '34')], 1);
  station = new TestStation({ 'import.draft': () => draft, 'import.list': () => [] });
  client = createStationClient();
  const dialog = <ImportDialog onClose={() => undefined} />;
  ({ unmount } = await renderForTest(<StationProvider client={client}>{dialog}</StationProvider>));
  await act(async () => client.connection.attach(station.windowPort));
});
afterEach(() => {
  unmount();
  client.connection.close();
  station.die();
});

const cells = () => [...document.querySelectorAll<HTMLInputElement>('input[aria-invalid]')];
const press = (key: string, more: KeyboardEventInit = {}) =>
  act(async () => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
  });

async function type(text: string): Promise<void> {
  await act(async () => {
    const input = document.activeElement as HTMLInputElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

it('[ST269] goes from wrong cell to wrong cell with Enter, and sends with Ctrl+Enter once none is left', async () => {
  await until(() => expect(cells()).toHaveLength(2));
  await press('Enter', { ctrlKey: true });
  expect(station.acts).toEqual([]);
  act(() => cells()[0]?.focus());
  await type('9901010203900001');
  await press('Enter');
  expect(document.activeElement).toBe(cells()[1]);
  await type('9901010203900002');
  await press('Enter');
  expect(document.activeElement?.tagName).toBe('FORM');
  await until(() => expect(station.importSteps).toHaveLength(2));
  expect(station.importSteps).toEqual([
    { do: 'correct', row: 0, column: 0, text: '9901010203900001' },
    { do: 'correct', row: 2, column: 0, text: '9901010203900002' },
  ]);
  draft = draftWith([], 3);
  await act(async () => station.changed(['imports']));
  await until(() => expect(document.body.textContent).toContain('新增 3 行，替换 0 行，有误 0 行'));
  await press('Enter', { ctrlKey: true });
  await until(() => expect(station.acts.map(({ kind }) => kind)).toEqual(['import.apply']));
  await until(() => expect(station.importSteps.at(-1)).toEqual({ do: 'drop' }));
});

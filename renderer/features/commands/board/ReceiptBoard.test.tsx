import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CommandHead } from '#shared/contract/views.ts';
import { commandRowOf, commandViewOf } from '../../../parts/testViews.ts';
import { createStationClient, StationProvider } from '../../../station/index.ts';
import { TestStation } from '../../../station/testStation.ts';
import { keyRegistry } from '../../../ui/keys/keyRegistry.ts';
import { renderForTest } from '../../../ui/renderForTest.tsx';
import { ReceiptBoard } from './ReceiptBoard.tsx';

let station: TestStation;
let element: HTMLElement;
let close: () => void;
const scenes: unknown[] = [];

async function show(change: Partial<CommandHead> = {}): Promise<void> {
  const view = commandViewOf(2, change);
  const rows = [commandRowOf('w1', { late: true, position: { lon: 121.4, lat: 31.2 } }), commandRowOf('w2')];
  station = new TestStation({ 'command.board': () => ({ ...view, rows, found: rows.length }) });
  const client = createStationClient();
  const rendered = await renderForTest(
    <StationProvider client={client}>
      <ReceiptBoard
        commandId={view.command.id}
        onOpenCommand={() => undefined}
        onScene={(scene) => scenes.push(scene)}
      />
    </StationProvider>,
  );
  element = rendered.element;
  close = () => {
    rendered.unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  // A draft belongs to who writes it: the board must know who that is.
  await act(async () =>
    vi.waitUntil(() => client.queries.getQueryData(['status', {}]) !== undefined && element.querySelector('article'), {
      interval: 1,
      timeout: 10_000,
    }),
  );
}
beforeEach(() => localStorage.clear());
afterEach(() => close());

async function press(name: string): Promise<void> {
  const button = [...element.querySelectorAll('button')].find((candidate) => candidate.textContent?.startsWith(name));
  if (!button) throw new Error(`no button ${name}`);
  await act(async () => button.click());
}
function field(): HTMLTextAreaElement {
  const found = element.querySelector('textarea');
  if (!found) throw new Error('the reason is not asked for');
  return found;
}
async function type(text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
}
async function send(): Promise<void> {
  const init = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
  await act(async () => field().dispatchEvent(new KeyboardEvent('keydown', init)));
}
async function key(target: EventTarget, pressed: string): Promise<void> {
  await act(async () => target.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true })));
}
const acts = () => station.acts.map(({ kind, payload }) => [kind, payload]);

it('keeps the reason of a cancellation when its form is closed, and sends a double press once', async () => {
  await show();
  station.holdActs = new Promise(() => undefined);
  await press('撤销');
  await type('已由他人处理');
  await key(field(), 'Escape');
  expect(element.querySelector('textarea')).toBeNull();
  await press('撤销');
  expect(field().value).toBe('已由他人处理');
  await send();
  await send();
  await act(async () => vi.waitFor(() => expect(station.acts.length).toBeGreaterThan(0)));
  expect(acts()).toEqual([['command.cancel', { reason: '已由他人处理' }]]);
});

it('[ST163] reminds all who owe with one key, but only while the focus is in the board', async () => {
  await show();
  const deaf = keyRegistry.listen(window);
  await key(document.activeElement ?? document.body, 'r');
  await act(async () => vi.waitFor(() => expect(acts()).toEqual([['command.remind', {}]])));
  await act(async () => (document.activeElement as HTMLElement).blur());
  await key(document.body, 'r');
  expect(station.acts).toHaveLength(1);
  deaf();
});

it('[ST162] a second person confirms or refuses in place; the issuer only sees what it waits for', async () => {
  const confirm = { why: ['size' as const], by: null, at: null };
  await show({ state: 'proposed', confirm, issuedBy: { id: 'other', name: '值班长', kind: 'operator' } });
  expect(element.textContent).toContain('需要您确认');
  await press('确认下达');
  await act(async () => vi.waitFor(() => expect(acts()).toEqual([['command.confirm', {}]])));
  close();
  await show({ state: 'proposed', confirm, issuedBy: { id: 'lead', name: '我', kind: 'operator' } });
  expect(element.textContent).toContain('等待另一名人员确认');
  expect(element.textContent).not.toContain('确认下达');
});

it('lays those who can be seen over the map with how far they are, and takes them away again', async () => {
  await show();
  await press('人员上图');
  const points = [{ lon: 121.4, lat: 31.2, label: '姓名w1 已发' }];
  expect(scenes).toEqual([{ ring: null, lines: [], areas: [], points }]);
  await press('人员上图');
  expect(scenes.at(-1)).toBeNull();
});

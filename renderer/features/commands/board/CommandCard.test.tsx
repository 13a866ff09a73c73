import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commandViewOf } from '../../../parts/testViews.ts';
import { createStationClient, StationProvider } from '../../../station/index.ts';
import { TestStation } from '../../../station/testStation.ts';
import { renderForTest } from '../../../ui/renderForTest.tsx';
import { CommandCard } from './CommandCard.tsx';

let station: TestStation;
let element: HTMLElement;
let close: () => void;

beforeEach(async () => {
  localStorage.clear();
  station = new TestStation({ 'worker.names': () => [] });
  const client = createStationClient();
  const rendered = await renderForTest(
    <StationProvider client={client}>
      <CommandCard view={commandViewOf(['w1'], [])} initiallyOpen />
    </StationProvider>,
  );
  element = rendered.element;
  close = () => {
    rendered.unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  // A draft belongs to who writes it: the card must know who that is.
  await act(async () =>
    vi.waitUntil(() => client.queries.getQueryData(['status', {}]) !== undefined, { interval: 1, timeout: 10_000 }),
  );
});
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

it('keeps the reason of a cancellation when its form is closed, and sends a double press once', async () => {
  station.holdActs = true;
  await press('撤销');
  await type('已由他人处理');
  await act(async () => field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(element.querySelector('textarea')).toBeNull();
  await press('撤销');
  expect(field().value).toBe('已由他人处理');
  await send();
  await send();
  await act(async () => vi.waitFor(() => expect(station.acts.length).toBeGreaterThan(0)));
  expect(station.acts.map(({ kind, payload }) => [kind, payload])).toEqual([
    ['command.cancel', { reason: '已由他人处理' }],
  ]);
});

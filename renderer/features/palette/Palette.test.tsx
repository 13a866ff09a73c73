import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { createStationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { Palette } from './Palette.tsx';

stubLayout();

let close: () => void = () => undefined;
afterEach(() => close());

const hit = (id: string) => ({ kind: 'case', id, title: id, detail: '', lon: null, lat: null });

function input(): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>('input');
  if (!found) throw new Error('the palette is not open');
  return found;
}
async function type(text: string): Promise<void> {
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input(), text);
    input().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

it('takes an early Enter on the answer to what was typed, not on the one before', async () => {
  let answer: (hits: unknown[]) => void = () => undefined;
  const station = new TestStation({
    search: (asked) =>
      (asked as { text: string }).text === '井' ? [hit('old')] : new Promise((resolve) => (answer = resolve)),
  });
  const client = createStationClient();
  const onHit = vi.fn();
  const { unmount } = await renderForTest(
    <StationProvider client={client}>
      <Palette actions={[]} onHit={onHit} onClose={() => undefined} />
    </StationProvider>,
  );
  close = () => {
    unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  await type('井');
  await until(() => expect(document.body.textContent).toContain('old'));
  await type('井盖');
  await until(() => expect(station.reads.at(-1)?.input).toMatchObject({ text: '井盖' }));
  await act(async () =>
    input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })),
  );
  expect(onHit).not.toHaveBeenCalled();
  await act(async () => answer([hit('new')]));
  await until(() => expect(onHit).toHaveBeenCalledTimes(1));
  expect(onHit.mock.calls[0]?.[0]).toMatchObject({ id: 'new' });
});

import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Settings, settingsSchema } from '#shared/contract/settings.ts';
import { createStationClient, startBridge, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout } from '../../ui/renderForTest.tsx';
import { WallPlans } from './WallPlans.tsx';

let saved: Settings;

/** What main does: a change that does not fit is refused as a whole. */
function bridge(): void {
  saved = settingsSchema.parse({});
  vi.stubGlobal('street', {
    onSettings: () => () => undefined,
    facts: async () => ({}),
    settings: async () => saved,
    draftKey: async () => '',
    changeSettings: async (change: Partial<Settings>) => {
      saved = settingsSchema.parse({ ...saved, ...change });
      return saved;
    },
  });
}

beforeEach(async () => {
  stubLayout();
  bridge();
  await startBridge();
});
let close: () => void = () => undefined;
afterEach(() => {
  close();
  vi.unstubAllGlobals();
});

/** The plans at a desk where somebody is signed in. */
async function open() {
  const station = new TestStation({ 'area.list': () => [] });
  const client = createStationClient();
  const drawn = await renderForTest(
    <StationProvider client={client}>
      <WallPlans />
    </StationProvider>,
  );
  close = () => {
    drawn.unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  return drawn;
}

const setText = (input: HTMLInputElement | undefined, text: string) =>
  act(async () => {
    if (!input) throw new Error('no such field');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });

const labelled = (element: HTMLElement, label: string) =>
  [...element.querySelectorAll('label')].flatMap((one) => {
    const input = one.textContent === label ? document.getElementById(one.htmlFor) : null;
    return input instanceof HTMLInputElement ? [input] : [];
  });
const press = (element: HTMLElement, name: string) =>
  act(async () => {
    const buttons = [...element.querySelectorAll('button')];
    const button = buttons.find((one) => one.textContent === name || one.getAttribute('aria-label') === name);
    if (!button) throw new Error(`no button ${name}`);
    button.click();
  });

it('changes the plan of one wall as soon as what is typed fits, and never before', async () => {
  const { element } = await open();
  await setText(labelled(element, '停留秒数')[0], '3');
  expect(element.textContent).toContain('5–3600 秒');
  expect(saved.walls).toEqual({});
  await setText(labelled(element, '停留秒数')[0], '30');
  expect(saved.walls['wall-1']?.tour[0]).toEqual({ scene: 'situation', seconds: 30 });
  await press(element, '增加时刻');
  await setText(labelled(element, '时刻')[0], '8点');
  expect(element.textContent).toContain('写成 08:30 的样子');
  await setText(labelled(element, '时刻')[0], '07:30');
  expect(saved.walls['wall-1']?.schedule).toEqual([{ at: '07:30', scene: 'figures' }]);
  await press(element, '去掉：数据');
  expect(saved.walls['wall-1']?.tour.map(({ scene }) => scene)).toEqual([
    'situation',
    'cases',
    'shift',
    'musters',
    'zones',
    'video',
  ]);
  await press(element, '恢复默认');
  expect(saved.walls).toEqual({});
});

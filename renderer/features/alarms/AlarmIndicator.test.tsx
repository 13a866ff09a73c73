import { act, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { alarmForTest } from '../../parts/alarmForTest.ts';
import { createStationClient, StationProvider } from '../../station/index.ts';
import { TestStation } from '../../station/testStation.ts';
import { renderForTest, stubLayout, until } from '../../ui/renderForTest.tsx';
import { AlarmIndicator } from './AlarmIndicator.tsx';

stubLayout();

let close: () => void = () => undefined;
afterEach(() => close());

const alarm = (id: string, title: string) => alarmForTest({ id, title, figure: 70 });
const nothing = () => undefined;

/** A desk whose map wants the row of an alarm at the press of a button, as a click on its mark does. */
function Desk() {
  const [row, setRow] = useState<string | null>(null);
  return (
    <>
      <button type="button" id="mark" onClick={() => setRow('b')}>
        mark
      </button>
      <output>{row ?? 'none'}</output>
      <AlarmIndicator row={row} onRow={setRow} onShow={nothing} onRules={nothing} onArrived={nothing} />
    </>
  );
}

it('[ST346] opens the list at the row that is wanted: it has the keyboard, and the wish is done', async () => {
  const station = new TestStation({ 'alarm.list': () => [alarm('a', '张三'), alarm('b', '李四')] });
  const client = createStationClient();
  const { unmount } = await renderForTest(
    <StationProvider client={client}>
      <Desk />
    </StationProvider>,
  );
  close = () => {
    unmount();
    client.connection.close();
    station.die();
  };
  await act(async () => client.connection.attach(station.windowPort));
  await until(() => expect(document.querySelector('[role="status"]')?.textContent).toMatch(/2/));
  await act(async () => document.querySelector<HTMLElement>('#mark')?.click());
  await until(() => expect(document.activeElement?.closest('[data-alarm]')?.getAttribute('data-alarm')).toBe('b'));
  expect(document.activeElement?.hasAttribute('data-alarm-first')).toBe(true);
  expect(document.querySelector('output')?.textContent).toBe('none');
});

import { act, useEffect, useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { type Choice, Combobox, type ComboboxProps } from './Combobox.tsx';
import { renderForTest, stubLayout } from './renderForTest.tsx';

stubLayout();

const CHECK: Choice = { value: 'check', label: '核查', words: 'hc' };
const NOTICE: Choice = { value: 'notice', label: '通知', words: 'tz' };

let close: () => void = () => undefined;
afterEach(() => close());

type Give = (props: Partial<ComboboxProps>) => void;

function Field({ first, onReady }: { first: Partial<ComboboxProps>; onReady: (give: Give) => void }) {
  const [props, setProps] = useState(first);
  useEffect(() => onReady(setProps), [onReady]);
  return <Combobox label="模板" choices={[]} value={null} onChange={() => undefined} {...props} />;
}

/** Shows the field; the answer gives it other choices, as a feed does that has come later. */
async function show(first: Partial<ComboboxProps>): Promise<(later: Partial<ComboboxProps>) => Promise<void>> {
  let give: Give = () => undefined;
  const onReady = (ready: Give) => {
    give = ready;
  };
  ({ unmount: close } = await renderForTest(<Field first={first} onReady={onReady} />));
  return (later) => act(async () => give(later));
}

const input = () => document.querySelector('input') as HTMLInputElement;
async function type(text: string): Promise<void> {
  await act(async () => {
    input().focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input(), text);
    input().dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
  });
}
const press = (key: string) =>
  act(async () => {
    input().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });

it('takes an Enter that was pressed before the choices had come', async () => {
  const onChange = vi.fn();
  const give = await show({ onChange });
  await type('hc');
  await press('Enter');
  expect(onChange).not.toHaveBeenCalled();
  await give({ onChange, choices: [NOTICE, CHECK] });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith('check'));
});

it('takes no choice that answers what was typed before', async () => {
  const onChange = vi.fn();
  const onSearch = () => undefined;
  const give = await show({ onChange, onSearch, choices: [NOTICE], isSearching: true });
  await type('hc');
  await press('Enter');
  await give({ onChange, onSearch, choices: [CHECK] });
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith('check'));
});

it('forgets the Enter when the operator types on', async () => {
  const onChange = vi.fn();
  const give = await show({ onChange });
  await type('h');
  await press('Enter');
  await type('hc');
  await give({ onChange, choices: [NOTICE, CHECK] });
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  expect(onChange).not.toHaveBeenCalled();
});

it('keeps an Enter that takes a choice from sending the form around the field', async () => {
  const onChange = vi.fn();
  await show({ onChange, choices: [NOTICE, CHECK] });
  const enter = () => new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  const early = enter();
  await act(async () => void input().dispatchEvent(early));
  expect(early.defaultPrevented).toBe(false);
  await type('hc');
  const taking = enter();
  await act(async () => void input().dispatchEvent(taking));
  expect(taking.defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledExactlyOnceWith('check'));
});

it('keeps what was typed when the choices come, and shows the chosen one until something is typed', async () => {
  const give = await show({});
  await type('核');
  await give({ choices: [NOTICE, CHECK] });
  expect(input().value).toBe('核');
  close();
  const later = await show({ value: 'check' });
  await later({ value: 'check', choices: [NOTICE, CHECK] });
  expect(input().value).toBe('核查');
});

// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type KeyBinding, KeyRegistry } from './keyRegistry.ts';
import { TypedAhead } from './typedAhead.ts';

const press = (key: string, more: KeyboardEventInit = {}) => {
  const init = { key, bubbles: true, cancelable: true, ...more };
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', init));
};
const settled = () => new Promise((resolve) => setTimeout(resolve));

let registry: KeyRegistry;
let ahead: TypedAhead;
let stops: (() => void)[];
let log: string[];

/** A key that notes itself; `then` is what it does. */
const key = (keys: string, then: () => void = () => undefined, more: Partial<KeyBinding> = {}): KeyBinding => ({
  keys,
  label: keys,
  group: 'g',
  run: () => {
    log.push(keys);
    then();
  },
  ...more,
});

beforeEach(() => {
  registry = new KeyRegistry();
  ahead = new TypedAhead(registry);
  log = [];
  stops = [ahead.listen(window), registry.listen(window)];
});
afterEach(() => {
  for (const stop of stops) stop();
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('keys typed ahead', () => {
  it('are pressed in order once nothing holds them, and wait again where one of them makes them wait', async () => {
    let release = ahead.hold('all');
    registry.add(() => [
      key('A', () => {
        release = ahead.hold('all');
      }),
      key('D'),
      key('J'),
    ]);
    for (const name of ['a', 'd', 'j']) press(name);
    expect(log).toEqual([]);
    release();
    await settled();
    expect(log).toEqual(['A']);
    release();
    await settled();
    expect(log).toEqual(['A', 'D', 'J']);
  });

  it('let moving on through where only what acts has to wait, until something waits', async () => {
    registry.add(() => [key('J', undefined, { repeats: true }), key('A')]);
    const release = ahead.hold('acts');
    for (const name of ['j', 'j', 'a', 'j']) press(name);
    expect(log).toEqual(['J', 'J']);
    release();
    await settled();
    expect(log).toEqual(['J', 'J', 'A', 'J']);
  });

  it('never hold a talk key, nor what belongs to a dialog or to an input method', () => {
    registry.add(() => [key('Space', undefined, { onRelease: () => undefined })]);
    ahead.hold('all');
    press(' ', { code: 'Space' });
    expect(log).toEqual(['Space']);
    const heard = vi.fn();
    document.body.innerHTML = '<div role="dialog"><input></div>';
    const field = document.querySelector('input') as HTMLInputElement;
    field.addEventListener('keydown', heard);
    field.focus();
    press('a');
    press('a', { isComposing: true });
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('hold Space behind others that wait, and never talk by it afterwards', async () => {
    registry.add(() => [key('Space', undefined, { onRelease: () => undefined }), key('M'), key('J')]);
    const release = ahead.hold('all');
    for (const name of ['m', ' ', 'j']) press(name);
    expect(log).toEqual([]);
    release();
    await settled();
    expect(log).toEqual(['M', 'J']);
  });

  it('press what has the keyboard by then: Tab goes on, Space ticks, Enter sends', async () => {
    const release = ahead.hold('all');
    for (const name of ['Tab', ' ', 'Enter']) press(name);
    document.body.innerHTML = '<form><input><input type="radio" name="a"><input type="radio" name="a"></form>';
    const [field, radio] = document.querySelectorAll('input');
    // jsdom lays nothing out.
    for (const element of document.querySelectorAll('input')) element.checkVisibility = () => true;
    const form = document.querySelector('form') as HTMLFormElement;
    form.requestSubmit = vi.fn();
    field?.focus();
    release();
    await settled();
    expect(radio?.checked).toBe(true);
    expect(form.requestSubmit).toHaveBeenCalledTimes(1);
  });

  it('are not kept for ever: what never comes takes no keyboard away', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    registry.add(() => [key('A')]);
    ahead.hold('all');
    press('a');
    expect(log).toEqual([]);
    vi.advanceTimersByTime(10_001);
    press('a');
    expect(log).toEqual(['A']);
  });
});

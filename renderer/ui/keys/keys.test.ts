// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import { chordOf } from './chord.ts';
import { type KeyBinding, KeyRegistry } from './keyRegistry.ts';

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}
function registryWith(...bindings: KeyBinding[]): { registry: KeyRegistry; stop: () => void } {
  const registry = new KeyRegistry();
  registry.add(() => bindings);
  return { registry, stop: registry.listen(window) };
}
const binding = (keys: string, more: Partial<KeyBinding> = {}) => ({
  keys,
  label: keys,
  group: 'g',
  run: vi.fn(),
  ...more,
});

describe('chordOf', () => {
  it.each([
    [{ key: 'k', ctrlKey: true }, 'Ctrl+K'],
    [{ key: 'k', metaKey: true }, 'Ctrl+K'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'A', shiftKey: true }, 'Shift+A'],
    [{ key: '¡', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ key: ' ' }, 'Space'],
    [{ key: 'F9' }, 'F9'],
  ])('%o is %s', (init, chord) => {
    expect(chordOf(new KeyboardEvent('keydown', init))).toBe(chord);
  });
});

describe('KeyRegistry', () => {
  it('runs a key on the page and takes it from the browser', () => {
    const accept = binding('A');
    const { stop } = registryWith(accept);
    expect(press('a').defaultPrevented).toBe(true);
    expect(accept.run).toHaveBeenCalledTimes(1);
    stop();
    press('a');
    expect(accept.run).toHaveBeenCalledTimes(1);
  });

  it('is silent while the operator types, but for Ctrl chords; a field keeps its own undo', () => {
    const [accept, palette, undo] = [binding('A'), binding('Ctrl+K'), binding('Ctrl+Z')];
    const { stop } = registryWith(accept, palette, undo);
    const field = document.body.appendChild(document.createElement('input'));
    press('a', {}, field);
    press('k', { ctrlKey: true }, field);
    press('z', { ctrlKey: true }, field);
    expect(accept.run).not.toHaveBeenCalled();
    expect(palette.run).toHaveBeenCalledTimes(1);
    expect(undo.run).not.toHaveBeenCalled();
    press('z', { ctrlKey: true });
    expect(undo.run).toHaveBeenCalledTimes(1);
    field.remove();
    stop();
  });

  it('leaves keys to a dialog, to a pressed button and to an input method', () => {
    const [accept, enter] = [binding('A'), binding('Enter')];
    const { stop } = registryWith(accept, enter);
    document.body.innerHTML = '<div role="dialog"><p id="in"></p></div><button id="b"></button>';
    press('a', {}, document.querySelector('#in') ?? document.body);
    press('Enter', {}, document.querySelector('#b') ?? document.body);
    press('a', { isComposing: true });
    expect(accept.run).not.toHaveBeenCalled();
    expect(enter.run).not.toHaveBeenCalled();
    document.body.innerHTML = '';
    stop();
  });

  it('lets the later binding win while it is enabled, and lists both', () => {
    const early = binding('A');
    const { registry, stop } = registryWith(early);
    const late = binding('A', { enabled: false });
    let current: KeyBinding = late;
    const remove = registry.add(() => [current]);
    press('a');
    expect(early.run).toHaveBeenCalledTimes(1);
    current = { ...late, enabled: true };
    press('a');
    expect(late.run).toHaveBeenCalledTimes(1);
    expect(registry.list()).toHaveLength(2);
    remove();
    expect(registry.list()).toEqual([early]);
    stop();
  });

  it('acts once for a key that is held, and moves on again and again', () => {
    const [dispatch, next] = [binding('D'), binding('J', { repeats: true })];
    const { stop } = registryWith(dispatch, next);
    for (const repeat of [false, true, true]) {
      expect(press('d', { repeat }).defaultPrevented).toBe(true);
      press('j', { repeat });
    }
    expect(dispatch.run).toHaveBeenCalledTimes(1);
    expect(next.run).toHaveBeenCalledTimes(3);
    stop();
  });

  it('ends a held key when it is let go, and when the window loses the keyboard', () => {
    const onRelease = vi.fn();
    const talk = binding('Space', { onRelease });
    const { stop } = registryWith(talk);
    press(' ', { code: 'Space' });
    press(' ', { code: 'Space', repeat: true });
    expect(talk.run).toHaveBeenCalledTimes(1);
    window.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', code: 'Space' }));
    expect(onRelease).toHaveBeenCalledTimes(1);
    press(' ', { code: 'Space' });
    window.dispatchEvent(new Event('blur'));
    expect(onRelease).toHaveBeenCalledTimes(2);
    stop();
  });

  it('leaves Space to a button reached by keyboard, and takes it where the button was only clicked', () => {
    const talk = binding('Space');
    const { stop } = registryWith(talk);
    const button = document.body.appendChild(document.createElement('button'));
    button.focus();
    press(' ', {}, button);
    expect(talk.run).not.toHaveBeenCalled();
    button.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(press(' ', {}, button).defaultPrevented).toBe(true);
    expect(talk.run).toHaveBeenCalledTimes(1);
    button.remove();
    stop();
  });

  it('follows a physical key, alone, whatever character it gives', () => {
    const pedal = binding('F13', { code: 'KeyY' });
    const { stop } = registryWith(pedal);
    press('z', { code: 'KeyY' });
    expect(pedal.run).toHaveBeenCalledTimes(1);
    press('z', { code: 'KeyY', ctrlKey: true });
    press('y', { code: 'KeyZ' });
    expect(pedal.run).toHaveBeenCalledTimes(1);
    stop();
  });
});

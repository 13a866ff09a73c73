/** Names of keys as Electron's accelerators have them, where they are not the key's own. */
const NAMES: Record<string, string> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
  '+': 'Plus',
};
const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta', 'AltGraph'];

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * A key press by Electron's name of it, to be taken from every program: a function key, or one with Ctrl or Alt. Null for any other:
 * a letter would be gone from whatever is typed on this machine. Undefined while only modifiers are down.
 */
export function acceleratorOf(press: Press): string | null | undefined {
  if (MODIFIERS.includes(press.key)) return undefined;
  const isFunction = /^F\d{1,2}$/.test(press.key);
  if (!isFunction && !press.ctrlKey && !press.altKey) return null;
  const key = NAMES[press.key] ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key);
  const modifiers = [
    press.ctrlKey && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
    press.metaKey && 'Super',
  ];
  return [...modifiers, key].filter(Boolean).join('+');
}

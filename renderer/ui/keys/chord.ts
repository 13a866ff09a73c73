/** A chord as it is written for people: modifiers in the order Ctrl, Alt, Shift, then the key: `Ctrl+K`, `Alt+1`, `/`, `F9`. */

const NAMES: Record<string, string> = { ' ': 'Space', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', Delete: 'Del' };

interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The chord of a key press. Letters come upper case; Command counts as Ctrl; Shift is named for letters and long names only. */
export function chordOf(press: KeyPress): string {
  // With Alt a layout may give another character: the physical digit is meant.
  const digit = press.altKey ? /^Digit(\d)$/.exec(press.code)?.[1] : undefined;
  const key = digit ?? NAMES[press.key] ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key);
  const shift = press.shiftKey && (key.length > 1 || /[A-Z]/.test(key));
  const parts = [(press.ctrlKey || press.metaKey) && 'Ctrl', press.altKey && 'Alt', shift && 'Shift', key];
  return parts.filter(Boolean).join('+');
}

/** True when the chord must reach its binding even while the operator types in a field. */
export function worksInFields(chord: string): boolean {
  return chord.startsWith('Ctrl+') || chord.startsWith('Alt+') || /^F\d+$/.test(chord);
}

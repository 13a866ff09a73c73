import { Signal } from '../../station/signal.ts';
import { chordOf, worksInFields } from './chord.ts';

export interface KeyBinding {
  /** one chord or several that do the same: `'Ctrl+K'`, `['J', '↓']` */
  keys: string | readonly string[];
  /** the physical key (`KeyboardEvent.code`) in place of `keys`, which then only names it: for a key the operator chose */
  code?: string;
  /** what it does, in the operator's language: shown under `?` */
  label: string;
  /** heading it stands under in the help */
  group: string;
  run: (event: KeyboardEvent) => void;
  /** false: listed in the help but does nothing now; register it all the same */
  enabled?: boolean;
  /** runs again and again while the key is held: for moving on, never for acting */
  repeats?: boolean;
  /** called when the key is let go: for keys that are held */
  onRelease?: () => void;
}

/** Something is typed into it; a slider takes arrows alone. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type="range"]), textarea, select');
}
/** Inside a dialog, menu or open list the keys belong to it. */
export function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [data-keys="own"]') !== null;
}
function isPressable(target: EventTarget | null): boolean {
  return pressableOf(target) !== null;
}
/** Has a use of its own for Space and Enter. */
export function isOperable(target: Element | null): boolean {
  return isField(target) || isPressable(target);
}
function pressableOf(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest('button, a, summary, [role="tab"], [role="switch"], [role="checkbox"], [role="radio"]');
}
const MODIFIER = /^(Control|Alt|Shift|Meta)/;
/** Without a modifier, but for the key that is one itself. */
function isBare({ code, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return MODIFIER.test(code) || !(ctrlKey || altKey || metaKey || shiftKey);
}

/** Every key of the page. The latest binding of a chord wins, so an open panel may take over a key of the desk. */
export class KeyRegistry {
  readonly #sets: (() => readonly KeyBinding[])[] = [];
  readonly #held = new Map<string, KeyBinding>();
  readonly changed = new Signal<null>();
  /** what was last pressed with the mouse and has the focus by that: nobody went to it with the keyboard */
  #pointed: Element | null = null;

  /** Adds bindings, read anew at each key press; returns how to take them away. */
  add(bindings: () => readonly KeyBinding[]): () => void {
    this.#sets.push(bindings);
    this.changed.emit(null);
    return () => {
      this.#sets.splice(this.#sets.indexOf(bindings), 1);
      this.changed.emit(null);
    };
  }

  /** All bindings in the order they were added: the help's list. */
  list(): KeyBinding[] {
    return this.#sets.flatMap((set) => [...set()]);
  }

  /** What a chord stands for now. */
  find(chord: string, event: KeyboardEvent): KeyBinding | undefined {
    const fits = ({ keys, code }: KeyBinding) =>
      code === undefined ? [keys].flat().includes(chord) : code === event.code && isBare(event);
    for (const set of [...this.#sets].reverse()) {
      const found = set().find((binding) => binding.enabled !== false && fits(binding));
      if (found) return found;
    }
    return undefined;
  }

  /** Handles a key press of the page; true when a binding took it. */
  press(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    const chord = chordOf(event);
    if (isField(event.target) && !worksInFields(chord)) return false;
    // A text field has its own undo: it must not take back a dispatch.
    if (isField(event.target) && chord === 'Ctrl+Z') return false;
    if (isInPopup(event.target) && !/^F\d+$/.test(chord)) return false;
    if (isPressable(event.target) && (chord === 'Enter' || (chord === 'Space' && !this.#isPointed(event))))
      return false;
    const binding = this.find(chord, event);
    if (!binding) return false;
    event.preventDefault();
    if (event.repeat && !binding.repeats) return true;
    if (binding.onRelease) this.#held.set(event.code, binding);
    binding.run(event);
    return true;
  }

  /**
   * A button that was clicked keeps the focus, but whoever then holds Space means to talk, not to click again. Whoever came to
   * the button by keyboard means the button.
   */
  #isPointed(event: KeyboardEvent): boolean {
    return this.#pointed !== null && pressableOf(event.target) === this.#pointed;
  }

  release(event: KeyboardEvent): void {
    this.#held.get(event.code)?.onRelease?.();
    this.#held.delete(event.code);
  }

  /** The window lost the keyboard: nothing is held any more. */
  releaseAll(): void {
    for (const binding of this.#held.values()) binding.onRelease?.();
    this.#held.clear();
  }

  /** Listens to a page; returns how to stop. */
  listen(page: Window): () => void {
    const press = (event: KeyboardEvent) => void this.press(event);
    const release = (event: KeyboardEvent) => this.release(event);
    const blur = () => this.releaseAll();
    const point = (event: PointerEvent) => {
      this.#pointed = pressableOf(event.target);
    };
    const focus = (event: FocusEvent) => {
      if (pressableOf(event.target) !== this.#pointed) this.#pointed = null;
    };
    page.addEventListener('pointerdown', point, true);
    page.addEventListener('focusin', focus);
    page.addEventListener('keydown', press);
    page.addEventListener('keyup', release);
    page.addEventListener('blur', blur);
    return () => {
      page.removeEventListener('pointerdown', point, true);
      page.removeEventListener('focusin', focus);
      page.removeEventListener('keydown', press);
      page.removeEventListener('keyup', release);
      page.removeEventListener('blur', blur);
    };
  }
}

/** The page's own registry. */
export const keyRegistry = new KeyRegistry();

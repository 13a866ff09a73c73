import { Signal } from '../../station/signal.ts';
import { chordOf, worksInFields } from './chord.ts';

export interface KeyBinding {
  /** one chord or several that do the same: `'Ctrl+K'`, `['J', '↓']` */
  keys: string | readonly string[];
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

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}
/** Inside a dialog, menu or open list the keys belong to it. */
function isInPopup(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [data-keys="own"]') !== null;
}
function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, [role="tab"], [role="switch"]') !== null;
}

/** Every key of the page. The latest binding of a chord wins, so an open panel may take over a key of the desk. */
export class KeyRegistry {
  readonly #sets: (() => readonly KeyBinding[])[] = [];
  readonly #held = new Map<string, KeyBinding>();
  readonly changed = new Signal<null>();

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

  #find(chord: string): KeyBinding | undefined {
    for (const set of [...this.#sets].reverse()) {
      const found = set().find((binding) => binding.enabled !== false && [binding.keys].flat().includes(chord));
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
    if (isPressable(event.target) && (chord === 'Enter' || chord === 'Space')) return false;
    const binding = this.#find(chord);
    if (!binding) return false;
    event.preventDefault();
    if (event.repeat && !binding.repeats) return true;
    if (binding.onRelease) this.#held.set(event.code, binding);
    binding.run(event);
    return true;
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
    page.addEventListener('keydown', press);
    page.addEventListener('keyup', release);
    page.addEventListener('blur', blur);
    return () => {
      page.removeEventListener('keydown', press);
      page.removeEventListener('keyup', release);
      page.removeEventListener('blur', blur);
    };
  }
}

/** The page's own registry. */
export const keyRegistry = new KeyRegistry();

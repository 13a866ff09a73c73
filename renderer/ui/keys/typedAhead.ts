import { flushSync } from 'react-dom';
import { chordOf } from './chord.ts';
import { isField, isInPopup, isOperable, type KeyRegistry, keyRegistry } from './keyRegistry.ts';
import { pressAgain } from './pressAgain.ts';

/** `all`: every key; `acts`: those that act on what is not shown yet, while moving on goes on. */
export type Hold = 'all' | 'acts';

/** How long keys wait for what they were meant for, ms: then they go where they are typed. A busy machine takes seconds for a step. */
const WAIT_MS = 10_000;
const MODIFIER = /^(Control|Alt|Shift|Meta|AltGraph|CapsLock|Process|Dead)$/;

interface HeldKey {
  event: KeyboardEvent;
  at: number;
}

/**
 * Operators type faster than a case is read, a step taken or a form sent. What they type meanwhile is held and pressed
 * key by key, in order, on what has come: never on what stood there before, and none is lost.
 */
export class TypedAhead {
  readonly #registry: KeyRegistry;
  readonly #holds = new Map<object, { how: Hold; since: number }>();
  #keys: HeldKey[] = [];
  #isPressing = false;

  constructor(registry: KeyRegistry) {
    this.#registry = registry;
  }

  /** Holds keys until what is returned is called. */
  hold(how: Hold): () => void {
    const hold = { how, since: performance.now() };
    this.#holds.set(hold, hold);
    return () => {
      this.#holds.delete(hold);
      // After the page has been drawn to its end.
      queueMicrotask(() => this.#pressHeld());
    };
  }

  /** Takes keys of a page before anything else does; returns how to stop. */
  listen(page: Window): () => void {
    const take = (event: KeyboardEvent) => {
      if (this.#isPressing || !this.#mustWait(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) this.#keys.push({ event, at: performance.now() });
    };
    page.addEventListener('keydown', take, true);
    return () => page.removeEventListener('keydown', take, true);
  }

  #mustWait(event: KeyboardEvent): boolean {
    const isTyped = !event.isComposing && !MODIFIER.test(event.key);
    if (!isTyped || isInPopup(event.target)) return false;
    const chord = chordOf(event);
    const binding = this.#registry.find(chord, event);
    this.#keys = this.#keys.filter(({ at }) => performance.now() - at < WAIT_MS);
    // A talk key is held down; but Space after other keys that wait means what they lead to.
    const talks = binding?.onRelease !== undefined && !isField(event.target);
    if (talks && (chord !== 'Space' || this.#keys.length === 0)) return false;
    return this.#keys.length > 0 || this.#holding().some(({ how }) => how === 'all' || !binding?.repeats);
  }

  /** Nobody talks by a key that was let go long ago. */
  #talks(event: KeyboardEvent): boolean {
    const { activeElement } = document;
    return this.#registry.find(chordOf(event), event)?.onRelease !== undefined && !isOperable(activeElement);
  }

  #holding(): { how: Hold }[] {
    return [...this.#holds.values()].filter(({ since }) => performance.now() - since < WAIT_MS);
  }

  #pressHeld(): void {
    if (this.#isPressing) return;
    this.#isPressing = true;
    // Each finds the page as the one before it left it: J, then A, accepts the next case and not this one.
    try {
      while (this.#holding().length === 0) {
        const next = this.#keys.shift();
        if (!next) break;
        if (performance.now() - next.at < WAIT_MS && !this.#talks(next.event)) flushSync(() => pressAgain(next.event));
      }
    } finally {
      this.#isPressing = false;
    }
  }
}

/** The page's own. */
export const typedAhead = new TypedAhead(keyRegistry);

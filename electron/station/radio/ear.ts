import type { FloorForEar } from '#shared/contract/station.ts';
import type { Window } from '../serve/windows.ts';

/** The one window with microphone and loudspeakers, of those that offer to be it: a desk before others, then the first. */
export class Ear {
  readonly #offers = new Set<Window>();
  readonly #changed: (before: Window | null) => void;
  #chosen: Window | null = null;

  /** @param changed another window is the ear, or none */
  constructor(changed: (before: Window | null) => void) {
    this.#changed = changed;
  }

  get window(): Window | null {
    return this.#chosen;
  }

  offer(window: Window, offers: boolean): void {
    if (offers) this.#offers.add(window);
    else this.#offers.delete(window);
    this.#choose();
  }

  /** Who is the ear stays it while it offers: a talk that runs is not moved. */
  #choose(): void {
    const before = this.#chosen;
    if (before && this.#offers.has(before) && before.kind === 'desk') return;
    const offers = [...this.#offers];
    const next =
      offers.find(({ kind }) => kind === 'desk') ?? (before && this.#offers.has(before) ? before : offers[0]);
    this.#chosen = next ?? null;
    if (this.#chosen !== before) this.#changed(before);
  }

  tell(event: FloorForEar): void {
    this.#chosen?.floor(event);
  }
}

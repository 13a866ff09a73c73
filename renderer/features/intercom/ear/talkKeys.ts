/** What a press and its end lead to. */
interface TalkEffects {
  /** asks for the floor; again, as an emergency, when a talk becomes one */
  ask(emergency: boolean): void;
  end(): void;
}

/**
 * The keys that are held to talk: Space, a pedal, a button, a key of the whole system. The talk lasts from the first that goes
 * down until the last is let go, and a floor that is lost meanwhile is not asked for again before.
 */
export class TalkKeys {
  readonly #held = new Set<string>();
  readonly #effects: TalkEffects;
  #emergency = false;

  constructor(effects: TalkEffects) {
    this.#effects = effects;
  }

  get held(): boolean {
    return this.#held.size > 0;
  }

  down(source: string, emergency = false): void {
    if (this.#held.has(source)) return;
    const first = this.#held.size === 0;
    this.#held.add(source);
    if (!first && (!emergency || this.#emergency)) return;
    this.#emergency = emergency;
    this.#effects.ask(emergency);
  }

  up(source: string): void {
    if (this.#held.delete(source) && this.#held.size === 0) this.#end();
  }

  /** Whatever is held counts as let go: the window left the screen, the floor was lost for talking too long. */
  releaseAll(): void {
    if (this.#held.size === 0) return;
    this.#held.clear();
    this.#end();
  }

  #end(): void {
    this.#emergency = false;
    this.#effects.end();
  }
}

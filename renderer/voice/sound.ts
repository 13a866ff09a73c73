import type { Beep, Trouble } from './types.ts';
// oxlint-disable-next-line import/default -- the bundler makes it: the URL of the bundled file
import processorsUrl from './worklets/processors.ts?worker&url';

/** Opus and the wire count in it. */
export const RATE = 48_000;
/** A page that was not touched yet stays silent: told after so long, ms. */
const BLOCKED_AFTER = 1000;

/** Tones in Hz, `0` is a pause; told apart without looking. */
const BEEPS: Record<Beep, { tones: readonly number[]; seconds: number }> = {
  granted: { tones: [880, 1320], seconds: 0.05 },
  denied: { tones: [330, 0, 330, 0, 330], seconds: 0.08 },
  queued: { tones: [660], seconds: 0.06 },
  revoked: { tones: [660, 440, 330], seconds: 0.09 },
  warned: { tones: [990, 0, 990], seconds: 0.06 },
  ended: { tones: [520], seconds: 0.04 },
};
const BEEP_VOLUME = 0.18;

// Chromium 110 and later; TypeScript's DOM library does not know it.
type Choosing = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/** The page's loudspeaker and audio thread: opened when first needed. */
export class Sound {
  readonly #onTrouble: (trouble: Trouble) => void;
  #opened: Promise<AudioContext | null> | null = null;
  #context: Choosing | null = null;
  #speakerId: string;

  /** @param speakerId empty: the system's own */
  constructor(speakerId: string, onTrouble: (trouble: Trouble) => void) {
    this.#speakerId = speakerId;
    this.#onTrouble = onTrouble;
  }

  static get canChooseSpeaker(): boolean {
    return typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype;
  }

  /** The context with the processors loaded; null where there is no sound to be had, which is told once. */
  open(): Promise<AudioContext | null> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** To be called from a touch or a key. */
  async wake(): Promise<void> {
    const context = await this.open();
    if (context?.state === 'suspended') await context.resume();
  }

  /** @param id empty: the system's own. False when it cannot be used. */
  async useSpeaker(id: string): Promise<boolean> {
    if (id === this.#speakerId) return true;
    this.#speakerId = id;
    return this.#applySpeaker();
  }

  async beep(beep: Beep): Promise<void> {
    const context = await this.open();
    if (context?.state !== 'running') return;
    const { tones, seconds } = BEEPS[beep];
    tones.forEach((frequency, n) => {
      if (frequency > 0) tone(context, frequency, context.currentTime + 0.005 + n * seconds, seconds);
    });
  }

  async close(): Promise<void> {
    const context = await this.#opened;
    this.#opened = Promise.resolve(null);
    if (context && context.state !== 'closed') await context.close();
  }

  async #open(): Promise<AudioContext | null> {
    // Pages that are not encrypted have no worklets.
    if (!isSecureContext || typeof AudioContext === 'undefined') return this.#fail('not-secure');
    const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' });
    this.#context = context;
    if (this.#speakerId !== '' && !(await this.#applySpeaker())) this.#onTrouble('speaker-gone');
    try {
      await context.audioWorklet.addModule(processorsUrl);
    } catch {
      return this.#fail('no-codec');
    }
    setTimeout(() => {
      if (context.state === 'suspended') this.#onTrouble('sound-blocked');
    }, BLOCKED_AFTER);
    return context;
  }

  #fail(trouble: Trouble): null {
    this.#onTrouble(trouble);
    return null;
  }

  async #applySpeaker(): Promise<boolean> {
    if (!this.#context) return true;
    if (!this.#context.setSinkId) return this.#speakerId === '';
    return this.#context.setSinkId(this.#speakerId).then(
      () => true,
      () => false,
    );
  }
}

function tone(context: AudioContext, frequency: number, at: number, seconds: number): void {
  const volume = new GainNode(context, { gain: 0 });
  const source = new OscillatorNode(context, { frequency });
  source.connect(volume).connect(context.destination);
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(BEEP_VOLUME, at + 0.005);
  volume.gain.setValueAtTime(BEEP_VOLUME, at + seconds - 0.005);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  source.start(at);
  source.stop(at + seconds);
}

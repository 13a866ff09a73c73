import type { Answer } from '#shared/contract/station.ts';
import type { StationConnection } from '../../../station/index.ts';
import { Signal } from '../../../station/signal.ts';
import type { Ear } from './ear.ts';
import { TalkKeys } from './talkKeys.ts';

type Refused = Extract<Answer<never>, { ok: false }>;
/** Why a press of the key led to nothing. */
export type NotAsked = { kind: 'no-channel' } | { kind: 'no-station' } | { kind: 'refused'; answer: Refused };

/** One window's part in the intercom, outside of React: from the key to the station without a render between. */
export class Intercom {
  readonly keys: TalkKeys;
  readonly onNotAsked = new Signal<NotAsked>();
  /** whether a key is held in this window */
  readonly onHeld = new Signal<boolean>();
  readonly onEar = new Signal<Ear | null>();
  #channelIds: readonly string[] = [];
  #isEar = false;
  readonly #station: StationConnection;
  #ear: Ear | null = null;
  /** the end of the last talk: the next is asked for when its floor was given back, or it would go on in the old one */
  #ending: Promise<void> = Promise.resolve();

  constructor(station: StationConnection) {
    this.#station = station;
    this.keys = new TalkKeys({
      ask: (emergency) => void this.#ask(emergency),
      end: () => {
        this.#ending = this.#end();
      },
    });
    station.onTalkKey.on(({ down, emergency }) => {
      if (down) return this.keys.down(emergency ? 'emergency elsewhere' : 'elsewhere', emergency);
      this.keys.up('elsewhere');
      this.keys.up('emergency elsewhere');
    });
    station.onState.on((state) => {
      if (state === 'lost') this.keys.releaseAll();
    });
  }

  /**
   * What a press talks on from now on, the selected channel first.
   * @param isEar false: another window of this desk has the microphone, and hears of the key from this one
   */
  aim(channelIds: readonly string[], isEar: boolean): void {
    this.#channelIds = channelIds;
    this.#isEar = isEar;
  }

  /** Microphone and loudspeakers of this window; null in one that has none. */
  get ear(): Ear | null {
    return this.#ear;
  }
  wear(ear: Ear | null): void {
    this.#ear = ear;
    // A talk that cannot go on ends the press too: a key that is stuck must not ask again.
    ear?.onLost.on(() => this.keys.releaseAll());
    this.onEar.emit(ear);
  }

  async #ask(emergency: boolean): Promise<void> {
    this.onHeld.emit(true);
    if (!this.#isEar) return this.#station.talkKey(true, emergency);
    const channelIds = [...this.#channelIds];
    if (channelIds.length === 0) return this.#notAsked({ kind: 'no-channel' });
    this.#ear?.prepare();
    await this.#ending;
    if (!this.keys.held) return;
    const answer = await this.#station.talk({ channelIds, emergency });
    if (answer === null) return this.#notAsked({ kind: 'no-station' });
    if (!answer.ok) this.#notAsked({ kind: 'refused', answer });
  }

  async #end(): Promise<void> {
    this.onHeld.emit(false);
    if (!this.#isEar) return this.#station.talkKey(false, false);
    await this.#ear?.stop();
    // A station that is gone holds no floor; the next one must not be told of this.
    if (this.#station.state !== 'lost') await this.#station.hush();
  }

  #notAsked(why: NotAsked): void {
    this.#ear?.beep('denied');
    this.onNotAsked.emit(why);
  }
}

const intercoms = new WeakMap<StationConnection, Intercom>();

/** The intercom of this page. */
export function intercomOf(station: StationConnection): Intercom {
  const known = intercoms.get(station);
  if (known) return known;
  const made = new Intercom(station);
  intercoms.set(station, made);
  return made;
}

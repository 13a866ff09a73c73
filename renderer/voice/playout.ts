import type { Block } from '#shared/voice/player.ts';
import type { ChannelMix } from '#shared/voice/mix.ts';
import type { Sound } from './sound.ts';
import type { Talk } from './types.ts';
import { PLAYOUT, type PlayoutOrder, type PlayoutReport } from './worklets/messages.ts';

/** Half a second of voice may wait for the audio thread to begin. */
const MOST_WAITING = 25;

/** The page's end of the player on the audio thread. What is said to it before it is there waits. */
export class Playout {
  readonly #sound: Sound;
  readonly #onReport: (report: PlayoutReport) => void;
  #node: AudioWorkletNode | null = null;
  #opening = false;
  #waiting: PlayoutOrder[] = [];

  constructor(sound: Sound, onReport: (report: PlayoutReport) => void) {
    this.#sound = sound;
    this.#onReport = onReport;
  }

  play(block: Block): void {
    this.open();
    // A page that was not touched yet makes no sound: what is not heard now is not heard later.
    if (this.#node && this.#node.context.state !== 'running') return;
    this.#say({ kind: 'block', block });
  }
  announce(talk: Talk): void {
    this.#say({ kind: 'announce', ...talk });
  }
  ended(channelIndex: number): void {
    this.#say({ kind: 'ended', channelIndex });
  }
  setChannel(channelIndex: number, mix: Partial<ChannelMix>): void {
    this.#say({ kind: 'mix', channelIndex, mix });
  }

  open(): void {
    if (this.#opening) return;
    this.#opening = true;
    void this.#sound.open().then((context) => {
      if (!context) return;
      const node = new AudioWorkletNode(context, PLAYOUT, { numberOfInputs: 0, outputChannelCount: [2] });
      node.port.onmessage = ({ data }: MessageEvent<PlayoutReport>) => this.#onReport(data);
      node.connect(context.destination);
      this.#node = node;
      for (const order of this.#waiting.splice(0)) this.#say(order);
    });
  }

  close(): void {
    this.#say({ kind: 'close' });
    this.#node?.disconnect();
    this.#node = null;
    this.#waiting = [];
  }

  #say(order: PlayoutOrder): void {
    if (this.#node) {
      this.#node.port.postMessage(order, order.kind === 'block' ? [order.block.samples.buffer as ArrayBuffer] : []);
      return;
    }
    const blocks = this.#waiting.filter(({ kind }) => kind === 'block').length;
    if (order.kind !== 'block' || blocks < MOST_WAITING) this.#waiting.push(order);
  }
}

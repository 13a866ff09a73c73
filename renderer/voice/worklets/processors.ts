import { Player } from '#shared/voice/player.ts';
import { CAPTURE, type CapturedBlock, type CaptureOrder, PLAYOUT, type PlayoutOrder } from './messages.ts';

/** Runs on the audio thread: nothing here waits, and the rules are those of `shared/voice`. */

/** Gathers the microphone's samples into blocks of 20 ms. */
class Capture extends AudioWorkletProcessor {
  #block = new Float32Array(sampleRate / 50);
  #filled = 0;
  #isOpen = true;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<CaptureOrder>) => {
      if (data === 'close') this.#isOpen = false;
      else this.#give(true);
    };
  }

  process([input]: Float32Array[][]): boolean {
    for (const sample of input?.[0] ?? []) {
      this.#block[this.#filled++] = sample;
      if (this.#filled === this.#block.length) this.#give(false);
    }
    return this.#isOpen;
  }

  #give(isLast: boolean): void {
    const samples = this.#block;
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const message: CapturedBlock = { samples, rate: sampleRate, peak, isLast };
    this.port.postMessage(message, [samples.buffer]);
    this.#block = new Float32Array(sampleRate / 50);
    this.#filled = 0;
  }
}

const REPORT_FRAMES = sampleRate / 20;

/** Plays what is decoded. */
class Playout extends AudioWorkletProcessor {
  readonly #player = new Player();
  #isOpen = true;
  #reportedAt = 0;
  #wasSilent = true;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlayoutOrder>) => this.#obey(data);
  }

  process(_: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [left, right] = output ?? [];
    if (left && right) this.#player.render(left, right, nowMs());
    if (currentFrame - this.#reportedAt >= REPORT_FRAMES) this.#report();
    return this.#isOpen;
  }

  #obey(order: PlayoutOrder): void {
    switch (order.kind) {
      case 'block':
        return this.#player.take(order.block, nowMs());
      case 'announce':
        return this.#player.announce(order.channelIndex, order);
      case 'ended':
        return this.#player.ended(order.channelIndex);
      case 'mix':
        return this.#player.setChannel(order.channelIndex, order.mix);
      case 'close':
        this.#isOpen = false;
    }
  }

  #report(): void {
    this.#reportedAt = currentFrame;
    const report = this.#player.report();
    if (report.voices === 0 && this.#wasSilent) return;
    this.#wasSilent = report.voices === 0;
    this.port.postMessage(report);
  }
}

function nowMs(): number {
  return (currentFrame / sampleRate) * 1000;
}

registerProcessor(CAPTURE, Capture);
registerProcessor(PLAYOUT, Playout);

import type { Sound } from './sound.ts';
import type { Trouble, VoiceSettings } from './types.ts';
import { CAPTURE, type CapturedBlock, type CaptureOrder } from './worklets/messages.ts';

type Processing = Pick<VoiceSettings, 'microphoneId' | 'echoCancellation' | 'noiseSuppression' | 'autoGainControl'>;

/** The audio thread answers within a few ms, unless it does not run. */
const FLUSH_PATIENCE = 200;
/** a device that was just plugged in, or whose driver starts anew, is there by then */
const SETTLING_MS = 300;
/** So many blocks of nothing but zeros while somebody talks: 2 s. */
const SILENT_BLOCKS = 100;

interface Open {
  stream: MediaStream;
  source: MediaStreamAudioSourceNode;
  node: AudioWorkletNode;
}

const TROUBLES: Record<string, Trouble> = {
  NotAllowedError: 'microphone-denied',
  SecurityError: 'microphone-denied',
  NotFoundError: 'microphone-missing',
};

/** The microphone: closed unless asked for; gives blocks of 20 ms while it is open. */
export class Microphone {
  readonly #sound: Sound;
  readonly #onBlock: (block: CapturedBlock) => void;
  readonly #onTrouble: (trouble: Trouble) => void;
  #settings: Processing;
  #opening: Promise<boolean> | null = null;
  #open: Open | null = null;
  /** counts closings: what was asked for before one is not wanted any more */
  #generation = 0;
  #zeros = 0;
  #flushed: (() => void) | null = null;

  constructor(
    sound: Sound,
    settings: Processing,
    on: { block: (block: CapturedBlock) => void; trouble: (trouble: Trouble) => void },
  ) {
    this.#sound = sound;
    this.#settings = settings;
    this.#onBlock = on.block;
    this.#onTrouble = on.trouble;
  }

  get state(): 'closed' | 'opening' | 'open' {
    return this.#open ? 'open' : this.#opening ? 'opening' : 'closed';
  }

  /** of the device that is open */
  get deviceId(): string | undefined {
    return this.#open?.stream.getAudioTracks()[0]?.getSettings().deviceId;
  }

  /** False when it cannot be had; why is told as a trouble. */
  open(): Promise<boolean> {
    this.#opening ??= this.#openNow();
    return this.#opening;
  }

  /** Resolves when all that was said until now has been given as blocks. */
  async flush(): Promise<void> {
    const { node } = this.#open ?? {};
    if (!node) return;
    await new Promise<void>((resolve) => {
      this.#flushed = resolve;
      order(node, 'flush');
      setTimeout(resolve, FLUSH_PATIENCE);
    });
    this.#flushed = null;
  }

  close(): void {
    this.#generation += 1;
    this.#opening = null;
    if (this.#open) shut(this.#open);
    this.#open = null;
  }

  /** Other settings, or other devices: an open microphone is opened anew. */
  async change(settings: Processing): Promise<void> {
    this.#settings = settings;
    if (!this.#opening) return;
    const before = this.#open;
    this.#open = null;
    this.#generation += 1;
    this.#opening = this.#openNow();
    await this.#opening;
    if (before) shut(before);
  }

  async #openNow(): Promise<boolean> {
    const generation = this.#generation;
    const context = await this.#sound.open();
    if (!context) return this.#fail();
    const stream = await this.#stream();
    if (!stream) return this.#fail();
    const isWanted = generation === this.#generation;
    if (!isWanted) {
      for (const track of stream.getTracks()) track.stop();
      return false;
    }
    this.#zeros = 0;
    this.#open = this.#listen(context, stream);
    return true;
  }

  #listen(context: AudioContext, stream: MediaStream): Open {
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    const node = new AudioWorkletNode(context, CAPTURE, { channelCount: 1, channelCountMode: 'explicit' });
    node.port.onmessage = ({ data }: MessageEvent<CapturedBlock>) => this.#heard(data);
    // Its output is silent; only what leads to the loudspeaker is processed.
    source.connect(node).connect(context.destination);
    stream.getAudioTracks()[0]?.addEventListener('ended', () => this.#lost(stream));
    return { stream, source, node };
  }

  #fail(): false {
    this.#opening = null;
    return false;
  }

  async #stream(): Promise<MediaStream | null> {
    const { microphoneId, echoCancellation, noiseSuppression, autoGainControl } = this.#settings;
    const processing = { echoCancellation, noiseSuppression, autoGainControl, channelCount: 1 };
    try {
      if (microphoneId !== null) {
        const chosen = await record({ ...processing, deviceId: { exact: microphoneId } }).catch(passOver);
        if (chosen) return chosen;
        this.#onTrouble('microphone-gone');
      }
      return await record(processing);
    } catch (error) {
      this.#onTrouble((error instanceof DOMException && TROUBLES[error.name]) || 'microphone-broken');
      return null;
    }
  }

  /** Pulled out while it is open: the system's own takes over. */
  #lost(stream: MediaStream): void {
    if (this.#open?.stream !== stream) return;
    this.#onTrouble('microphone-gone');
    void this.change({ ...this.#settings, microphoneId: null });
  }

  #heard(block: CapturedBlock): void {
    this.#zeros = block.peak === 0 ? this.#zeros + 1 : 0;
    if (this.#zeros === SILENT_BLOCKS) this.#onTrouble('microphone-silent');
    this.#onBlock(block);
    if (block.isLast) this.#flushed?.();
  }
}

function record(audio: MediaTrackConstraints): Promise<MediaStream> {
  const ask = () => navigator.mediaDevices.getUserMedia({ audio, video: false });
  return ask().catch(async (error: unknown) => {
    // While the system's sound starts anew there is no device for a moment: a talk is not lost for that.
    if (!(error instanceof DOMException) || error.name !== 'NotFoundError') throw error;
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    return ask();
  });
}

/** The chosen device is not there: another will do. Any other refusal holds for all of them. */
function passOver(error: unknown): null {
  if (error instanceof DOMException && ['OverconstrainedError', 'NotFoundError'].includes(error.name)) return null;
  throw error;
}

function order(node: AudioWorkletNode, what: CaptureOrder): void {
  node.port.postMessage(what);
}

function shut({ stream, source, node }: Open): void {
  for (const track of stream.getTracks()) track.stop();
  source.disconnect();
  node.disconnect();
  node.port.onmessage = null;
  order(node, 'close');
}

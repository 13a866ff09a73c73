import type { Page } from '@playwright/test';

declare global {
  interface Window {
    heard: { parts: Float32Array[]; microphones: MediaStream[]; loudspeakers: BaseAudioContext[] };
  }
}

/** Runs in the page before its own scripts. */
function listen(): void {
  const { connect } = AudioNode.prototype;
  const taps = new WeakMap<AudioNode, AudioNode>();
  window.heard = { parts: [], microphones: [], loudspeakers: [] };
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    window.heard.microphones.push(stream);
    return stream;
  };
  const keep = async (track: MediaStreamTrack) => {
    // Chromium's own; TypeScript's DOM library does not know it.
    const { MediaStreamTrackProcessor } = window as never as {
      MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream<AudioData> };
    };
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1000 }).readable.getReader();
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      window.heard.parts.push(samples);
      value.close();
    }
  };
  const tapOf = (loudspeaker: AudioDestinationNode): AudioNode => {
    const known = taps.get(loudspeaker);
    if (known) return known;
    const tap = new MediaStreamAudioDestinationNode(loudspeaker.context as AudioContext);
    for (const track of tap.stream.getAudioTracks()) void keep(track);
    taps.set(loudspeaker, tap);
    window.heard.loudspeakers.push(loudspeaker.context);
    return tap;
  };
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode, ...rest: number[]) {
    if (to instanceof AudioDestinationNode) connect.call(this, tapOf(to) as never);
    return connect.call(this, to as never, ...rest);
  } as typeof connect;
}

/** From the next load on, keeps what the page plays (left side) and knows which devices it opens. */
export async function tapSound(page: Page): Promise<void> {
  await page.context().addInitScript(listen);
}

/** How many microphones and loudspeakers the page holds open. */
export function openDevices(page: Page): Promise<{ microphones: number; loudspeakers: number }> {
  return page.evaluate(() => {
    const { microphones, loudspeakers } = window.heard;
    const isLive = (stream: MediaStream) => stream.getTracks().some(({ readyState }) => readyState === 'live');
    return {
      microphones: microphones.filter(isLive).length,
      loudspeakers: loudspeakers.filter(({ state }) => state !== 'closed').length,
    };
  });
}

/** What was played since the last call, at 48 kHz. */
export async function takeHeard(page: Page): Promise<Float32Array> {
  const base64 = await page.evaluate(() => {
    const parts = window.heard.parts.splice(0);
    const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) for (const sample of part) all[at++] = sample * 32_767;
    let text = '';
    const bytes = new Uint8Array(all.buffer);
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  });
  const bytes = Buffer.from(base64, 'base64');
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return Float32Array.from(samples, (sample) => sample / 32_767);
}

import type { Page } from '@playwright/test';

/** When a mark passed, ms since the epoch: out of the microphone or into the loudspeaker. */
export interface SoundMark {
  where: 'in' | 'out';
  at: number;
}
declare global {
  interface Window {
    marks: SoundMark[];
  }
}

/** Runs on the audio thread beside the page's own processors: a mark is sound after a tenth of a second without any. */
const WATCHER = `
  const QUIET = 0.02, LOUD = 0.08, SILENT_SAMPLES = sampleRate / 10;
  registerProcessor('watch', class extends AudioWorkletProcessor {
    quiet = SILENT_SAMPLES;
    process([[samples = []]]) {
      const now = Date.now();
      for (let i = 0; i < samples.length; i += 1) {
        const loud = Math.abs(samples[i]);
        if (loud < QUIET) { this.quiet += 1; continue; }
        if (loud < LOUD) continue;
        if (this.quiet >= SILENT_SAMPLES) this.port.postMessage(now + (i * 1000) / sampleRate);
        this.quiet = 0;
      }
      return true;
    }
  });`;

/** Runs in the page before its own scripts. */
function watch(source: string): void {
  const { connect } = AudioNode.prototype;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const loaded = new WeakMap<BaseAudioContext, Promise<void>>();
  window.marks = [];
  const listen = async (node: AudioNode, where: 'in' | 'out') => {
    const { context } = node;
    if (!loaded.has(context)) loaded.set(context, context.audioWorklet.addModule(url));
    await loaded.get(context);
    const watcher = new AudioWorkletNode(context, 'watch', { channelCount: 1, channelCountMode: 'explicit' });
    watcher.port.onmessage = ({ data }) => window.marks.push({ where, at: data });
    connect.call(node, watcher as never);
    connect.call(watcher, context.destination as never);
  };
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode, ...rest: number[]) {
    if (this instanceof MediaStreamAudioSourceNode) void listen(this, 'in');
    else if (this instanceof AudioWorkletNode && this.numberOfInputs === 0) void listen(this, 'out');
    return connect.call(this, to as never, ...rest);
  } as typeof connect;
}

/** From the next load on the page tells when marks pass. Its policy is set aside, for the watcher is no file of the page. */
export async function watchSound(page: Page): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Page.enable');
  await debug.send('Page.setBypassCSP', { enabled: true });
  await debug.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `(${watch.toString()})(${JSON.stringify(WATCHER)})`,
  });
}

export const takeMarks = (page: Page): Promise<SoundMark[]> => page.evaluate(() => window.marks.splice(0));

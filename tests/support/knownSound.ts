import { writeFileSync } from 'node:fs';

/** A sound that a fake microphone plays, and how like it is what came out at the other end. */

export const SOUND_RATE = 48_000;
const NOTE_SECONDS = 0.2;
const LOUDNESS = 0.4;
const WINDOW = SOUND_RATE / 5;
/** Lags are searched on every eighth sample first. */
const COARSE = 8;
/** From one window to the next, a talk's delay changes by so much at most, samples. */
const DRIFT = SOUND_RATE / 20;

/** A run of sweeps between pitches of a voice; none is like another, so that each place in it is known again. */
export function sweeps(seconds: number): Float32Array {
  const sound = new Float32Array(seconds * SOUND_RATE);
  const note = NOTE_SECONDS * SOUND_RATE;
  let phase = 0;
  for (let i = 0; i < sound.length; i += 1) {
    const n = Math.floor(i / note);
    const at = (i % note) / note;
    const hertz = pitch(n) + (pitch(n + 1) - pitch(n)) * at;
    phase += (2 * Math.PI * hertz) / SOUND_RATE;
    sound[i] = LOUDNESS * Math.sin(Math.PI * at) ** 0.25 * (Math.sin(phase) + 0.3 * Math.sin(2 * phase));
  }
  return sound;
}
function pitch(n: number): number {
  return 180 + ((Math.imul(n + 3, 2_654_435_761) >>> 0) % 900);
}

/** Writes 16-bit mono, as `--use-file-for-fake-audio-capture` reads it. */
export function writeWav(file: string, sound: Float32Array): void {
  const bytes = Buffer.alloc(44 + sound.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + sound.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SOUND_RATE, 24);
  bytes.writeUInt32LE(SOUND_RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(sound.length * 2, 40);
  sound.forEach((sample, i) => bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + i * 2));
  writeFileSync(file, bytes);
}

export interface Comparison {
  /** of each fifth of a second that was heard of the sound: 1 is the same, 0 has nothing to do with it */
  likeness: number[];
  /** where in the sound the first compared window lies, seconds */
  from: number;
}

/** Finds `sent` in `heard` and compares them window by window; the delay between them may drift. */
export function compare(sent: Float32Array, heard: Float32Array): Comparison {
  const begin = heard.findIndex((sample) => Math.abs(sample) > 0.01);
  if (begin < 0) return { likeness: [], from: 0 };
  // The second window that was heard: the first is still joined to the silence before it.
  let at = begin + WINDOW;
  let lag = bestLag(sent, heard, at, -at, sent.length - at - WINDOW, COARSE);
  const from = (at + lag) / SOUND_RATE;
  const likeness: number[] = [];
  for (; at + WINDOW <= heard.length; at += WINDOW) {
    if (power(heard, at) < 1e-4) break;
    lag = bestLag(sent, heard, at, lag - DRIFT, lag + DRIFT, COARSE);
    lag = bestLag(sent, heard, at, lag - COARSE, lag + COARSE, 1);
    likeness.push(likenessAt(sent, heard, at, lag, 1));
  }
  return { likeness, from };
}

function bestLag(sent: Float32Array, heard: Float32Array, at: number, from: number, to: number, step: number): number {
  let best = from;
  let most = -1;
  for (let lag = from; lag <= to; lag += step) {
    const likeness = likenessAt(sent, heard, at, lag, step);
    if (likeness <= most) continue;
    most = likeness;
    best = lag;
  }
  return best;
}

/** Normalised correlation of a window of `heard` with `sent`, which goes round as the fake microphone plays it. */
function likenessAt(sent: Float32Array, heard: Float32Array, at: number, lag: number, step: number): number {
  let product = 0;
  let [a, b] = [1e-9, 1e-9];
  for (let i = at; i < at + WINDOW; i += step) {
    const x = sent[(((i + lag) % sent.length) + sent.length) % sent.length] ?? 0;
    const y = heard[i] ?? 0;
    product += x * y;
    a += x * x;
    b += y * y;
  }
  return product / Math.sqrt(a * b);
}

function power(heard: Float32Array, at: number): number {
  return heard.subarray(at, at + WINDOW).reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
}

/** The longest stretch of `heard` without any sound between its first and its last sound, ms. */
export function longestGap(heard: Float32Array): number {
  let longest = 0;
  let quietSince = 0;
  const first = heard.findIndex((sample) => Math.abs(sample) > 0.01);
  for (let i = Math.max(0, first); i < heard.length; i += 1) {
    if (Math.abs(heard[i] ?? 0) < 0.002) continue;
    if (quietSince > 0) longest = Math.max(longest, i - quietSince);
    quietSince = i;
  }
  return (longest / SOUND_RATE) * 1000;
}

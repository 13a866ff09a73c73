import { writeFileSync } from 'node:fs';

/** A sound that a fake microphone plays, and how like it is what came out at the other end. */

export const SOUND_RATE = 48_000;
const NOTE_SECONDS = 0.2;
const LOUDNESS = 0.4;
/** Pieces are compared at 6 kHz, which holds all of a voice's pitches. */
const COARSE = 8;
/** A piece of 80 ms. */
const PIECE = (SOUND_RATE / COARSE) * 0.08;
/** Places before and after the expected one: 0.1 s. */
const NEAR = (SOUND_RATE / COARSE) * 0.1;
/** So like is no other place: sweeps are not alike. */
const SURE = 0.9;
/** Below this mean power a piece is silence. */
const SILENCE = 1e-3;

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
/** Hz of the n-th turning point, scattered over a voice's range. */
function pitch(n: number): number {
  let mixed = Math.imul(n + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return 180 + (((mixed ^ (mixed >>> 16)) >>> 0) % 900);
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

export interface Piece {
  /** where it was heard and where in the sent sound it is found, seconds */
  heardAt: number;
  sentAt: number;
  /** 1 is the same, 0 has nothing to do with it */
  likeness: number;
}

/** Finds each piece of `heard`, 80 ms long, in `sent`, which goes round as the fake microphone plays it. Silence is passed over. */
export function piecesOf(sent: Float32Array, heard: Float32Array): Piece[] {
  const [from, to] = [coarse(sent), coarse(heard)];
  const rate = SOUND_RATE / COARSE;
  const pieces: Piece[] = [];
  const round = new Float32Array(from.length + PIECE);
  round.set(from);
  round.set(from.subarray(0, PIECE), from.length);
  let before: { at: number; lag: number } | null = null;
  for (let at = 0; at + PIECE <= to.length; at += PIECE) {
    const piece = to.subarray(at, at + PIECE);
    const power = piece.reduce((sum, sample) => sum + sample * sample, 0);
    if (power < SILENCE * PIECE) continue;
    // Where the piece before leads to is looked first: a search of the whole takes a hundred times as long, in which a test stands still.
    const next: number | null = before && before.lag + at - before.at;
    const near: Found | null = next === null ? null : find(piece, power, round, next - NEAR, 2 * NEAR);
    const { lag, likeness }: Found = near && near.likeness > SURE ? near : find(piece, power, round, 0, from.length);
    before = { at, lag };
    pieces.push({ heardAt: at / rate, sentAt: lag / rate, likeness });
  }
  return pieces;
}

/** How many of the pieces are like what was sent, 0…1, and follow one another as they were sent. */
export function shareInOrder(pieces: readonly Piece[], seconds: number, least = 0.85): number {
  const good = pieces.filter(({ likeness }) => likeness >= least);
  const inOrder = good.filter(({ sentAt, heardAt }, n) => {
    const before = good[n - 1];
    if (!before) return true;
    // Round the end of the sound, and no faster than 1.3 times as fast as it was said.
    const step = (sentAt - before.sentAt + seconds) % seconds;
    return step > 0 && step < (heardAt - before.heardAt) * 1.3 + 0.1;
  });
  return inOrder.length / Math.max(1, pieces.length);
}

/** A block of 5 ms, and the longest run of them that is still a hole in a word and no pause. */
const HOLE_BLOCK = SOUND_RATE * 0.005;
const LONGEST_HOLE = 12;

/** How often the sound stops for 15 to 60 ms: what lost frames leave where nothing stands for them. A machine that stalls leaves longer ones. */
export function holesOf(heard: Float32Array): number {
  let holes = 0;
  let silent = Number.POSITIVE_INFINITY;
  for (let at = 0; at + HOLE_BLOCK <= heard.length; at += HOLE_BLOCK) {
    const power = heard.subarray(at, at + HOLE_BLOCK).reduce((sum, sample) => sum + sample * sample, 0);
    if (power < SILENCE * HOLE_BLOCK) silent += 1;
    else {
      if (silent >= 3 && silent <= LONGEST_HOLE) holes += 1;
      silent = 0;
    }
  }
  return holes;
}

function coarse(sound: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(sound.length / COARSE) }, (_, n) => {
    let sum = 0;
    for (let i = 0; i < COARSE; i += 1) sum += sound[n * COARSE + i] ?? 0;
    return sum / COARSE;
  });
}

interface Found {
  lag: number;
  likeness: number;
}

/**
 * The place that is most like `piece`, by normalised correlation, of `count` places from `from` on; `round` is the sound with its
 * beginning once more behind its end.
 */
function find(piece: Float32Array, power: number, round: Float32Array, from: number, count: number): Found {
  let best = { lag: 0, likeness: -1 };
  const length = round.length - piece.length;
  for (let n = 0; n < count; n += 1) {
    const lag = (((from + n) % length) + length) % length;
    let product = 0;
    let there = 1e-9;
    for (let i = 0; i < piece.length; i += 1) {
      const sample = round[lag + i] ?? 0;
      product += sample * (piece[i] ?? 0);
      there += sample * sample;
    }
    const likeness = product / Math.sqrt(there * power);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best;
}

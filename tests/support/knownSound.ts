import { writeFileSync } from 'node:fs';

/** A sound that a fake microphone plays, and how like it is what came out at the other end. */

export const SOUND_RATE = 48_000;
const NOTE_SECONDS = 0.2;
const LOUDNESS = 0.4;
/** Pieces are compared at 6 kHz, which holds all of a voice's pitches. */
const COARSE = 8;
/** A piece of 80 ms. */
const PIECE = (SOUND_RATE / COARSE) * 0.08;
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
  for (let at = 0; at + PIECE <= to.length; at += PIECE) {
    const piece = to.subarray(at, at + PIECE);
    const power = piece.reduce((sum, sample) => sum + sample * sample, 0);
    if (power < SILENCE * PIECE) continue;
    const { lag, likeness } = find(piece, power, from);
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

function coarse(sound: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.floor(sound.length / COARSE) }, (_, n) => {
    let sum = 0;
    for (let i = 0; i < COARSE; i += 1) sum += sound[n * COARSE + i] ?? 0;
    return sum / COARSE;
  });
}

/** The place in `sent` that is most like `piece`, by normalised correlation. */
function find(piece: Float32Array, power: number, sent: Float32Array): { lag: number; likeness: number } {
  let best = { lag: 0, likeness: -1 };
  const round = new Float32Array(sent.length + piece.length);
  round.set(sent);
  round.set(sent.subarray(0, piece.length), sent.length);
  for (let lag = 0; lag < sent.length; lag += 1) {
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

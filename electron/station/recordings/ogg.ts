import { randomInt } from 'node:crypto';
import { decodeVoiceFrame } from '#shared/protocol/voiceFrame.ts';
import { oggOpus } from './oggOpus.ts';

/** A talk's sound as a file of its own. */
export interface Sound {
  ogg: Uint8Array;
  /** ms, silence of lost frames included */
  soundMs: number;
  /** frames that were sent and did not come */
  lost: number;
}

/** What the file itself says of the talk. */
export interface SoundTags {
  title: string;
  artist: string;
  date: Date;
}

const FRAME_SAMPLES = 960;
const FRAME_MS = 20;
/** what a decoder throws away at the start; the encoder's own delay, as libopus has it */
const PRE_SKIP = 312;
/** a hole in the time of one talk is never longer: the centre ends a talk after 2 s without a frame, this desk after 10 s */
const MOST_MISSING = 600;
/** of the first byte of a packet: two channels; and how many frames it holds (0: one) */
const STEREO = 0b100;
const FRAME_COUNT = 0b11;

interface Frame {
  /** samples since the first frame */
  at: number;
  sequence: number;
  packet: Uint8Array;
}

/**
 * Puts the frames of one talk into an Ogg/Opus file (RFC 7845), in the order of their time whatever order they came in. A hole
 * is filled as its §4.1 says, with packets of no more than the first byte: decoders conceal them, and time stays true.
 *
 * @param voice frames as they came by the wire; null when none of them can be read
 */
export function toOgg(voice: readonly Uint8Array[], tags: SoundTags): Sound | null {
  const { packets, lost } = inTime(voice);
  const [first] = packets;
  if (!first) return null;
  const channels = packets.some((packet) => ((packet[0] ?? 0) & STEREO) !== 0) ? 2 : 1;
  const { title, artist, date } = tags;
  const ogg = oggOpus(packets, FRAME_SAMPLES, {
    ...{ channels, preSkip: PRE_SKIP, serial: randomInt(2 ** 32) },
    tags: { TITLE: title, ARTIST: artist, DATE: date.toISOString() },
  });
  return { ogg, soundMs: packets.length * FRAME_MS, lost };
}

/** Packets one after the other, 20 ms each, holes filled. */
function inTime(voice: readonly Uint8Array[]): { packets: Uint8Array[]; lost: number } {
  const frames = framesOf(voice);
  const packets: Uint8Array[] = [];
  let lost = 0;
  let before: Frame | null = null;
  for (const frame of frames) {
    if (before) {
      const missing = Math.round((frame.at - before.at) / FRAME_SAMPLES) - 1;
      if (missing < 0) continue;
      const filler = before.packet.subarray(0, 1).map((first) => first & ~FRAME_COUNT);
      if (missing <= MOST_MISSING) for (let i = 0; i < missing; i += 1) packets.push(filler);
      lost += Math.min(MOST_MISSING, Math.max(0, ((frame.sequence - before.sequence) | 0) - 1));
    }
    packets.push(frame.packet);
    before = frame;
  }
  return { packets, lost };
}

function framesOf(voice: readonly Uint8Array[]): Frame[] {
  let start: number | null = null;
  const frames = voice.flatMap((bytes): Frame[] => {
    const read = decodeVoiceFrame(bytes);
    if (!read) return [];
    const { timestamp, sequence } = read.header;
    start ??= timestamp;
    // Both numbers go round: what came a little before the first lies a little before it.
    return [{ at: (timestamp - start) | 0, sequence, packet: read.packet }];
  });
  return frames.sort((a, b) => a.at - b.at);
}

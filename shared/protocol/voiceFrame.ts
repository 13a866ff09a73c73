/**
 * The binary `voice` frame, little endian: `u8 version=1, u8 codec(1=Opus), u16 channelIndex, u32 streamId,
 * u32 sequence, u32 timestamp(48 kHz)`, then one Opus packet (20 ms).
 */
export const VOICE_HEADER_BYTES = 16;
/** RFC 6716: an Opus packet of 20 ms never passes 1,275 bytes a frame. */
export const VOICE_MAX_PACKET = 1275;

export interface VoiceHeader {
  channelIndex: number;
  streamId: number;
  sequence: number;
  timestamp: number;
}

export function encodeVoiceFrame(header: VoiceHeader, packet: Uint8Array): Uint8Array {
  const frame = new Uint8Array(VOICE_HEADER_BYTES + packet.byteLength);
  const view = new DataView(frame.buffer);
  view.setUint8(0, 1);
  view.setUint8(1, 1);
  view.setUint16(2, header.channelIndex, true);
  view.setUint32(4, header.streamId, true);
  view.setUint32(8, header.sequence, true);
  view.setUint32(12, header.timestamp, true);
  frame.set(packet, VOICE_HEADER_BYTES);
  return frame;
}

/** Reads a frame; null when it is no version-1 Opus frame of a lawful size. The packet is a view, not a copy. */
export function decodeVoiceFrame(bytes: Uint8Array): { header: VoiceHeader; packet: Uint8Array } | null {
  if (bytes.byteLength <= VOICE_HEADER_BYTES || bytes.byteLength > VOICE_HEADER_BYTES + VOICE_MAX_PACKET) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== 1 || view.getUint8(1) !== 1) return null;
  return {
    header: {
      channelIndex: view.getUint16(2, true),
      streamId: view.getUint32(4, true),
      sequence: view.getUint32(8, true),
      timestamp: view.getUint32(12, true),
    },
    packet: bytes.subarray(VOICE_HEADER_BYTES),
  };
}

/** Writes into a frame which channel and which talk it belongs to; the frame is one that `decodeVoiceFrame` took. */
export function stampVoiceFrame(
  frame: Uint8Array,
  { channelIndex, streamId }: Pick<VoiceHeader, 'channelIndex' | 'streamId'>,
): void {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  view.setUint16(2, channelIndex, true);
  view.setUint32(4, streamId, true);
}

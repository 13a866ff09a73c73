/** The binary frames as data, little endian, for the published protocol; the codecs beside this file implement them. */

export interface FrameField {
  type: 'u8' | 'u16' | 'u32' | 'i32' | 'f64' | 'bytes';
  name: string;
  about?: string;
}
export interface FrameLayout {
  about: string;
  header: readonly FrameField[];
  /** repeated `count` times after the header */
  record?: readonly FrameField[];
  /** what follows the header when there are no records */
  body?: string;
}

/** Width of a field in bytes; `bytes` has none of its own. */
export const FIELD_BYTES: Readonly<Record<FrameField['type'], number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  i32: 4,
  f64: 8,
  bytes: 0,
};

export const FRAME_LAYOUTS = {
  fleet: {
    about: 'Positions of moved workers; volatile, the latest wins. At most 65,535 records.',
    header: [
      { type: 'u8', name: 'version', about: '1' },
      { type: 'u8', name: 'flags' },
      { type: 'u16', name: 'count' },
      { type: 'u32', name: 'reserved' },
      { type: 'f64', name: 'baseTime', about: 'milliseconds since the epoch' },
    ],
    record: [
      { type: 'u32', name: 'workerIndex', about: 'the number the worker entity carries' },
      { type: 'i32', name: 'lon', about: 'degrees × 10⁷, WGS-84' },
      { type: 'i32', name: 'lat', about: 'degrees × 10⁷, WGS-84' },
      { type: 'u16', name: 'speed', about: 'cm/s' },
      { type: 'u8', name: 'heading', about: '360°/256 clockwise from north' },
      { type: 'u8', name: 'status', about: 'bits: 0 online, 1 on duty, 2 busy, 3 SOS, 4 out of own grid, 5 stale' },
      { type: 'u32', name: 'time', about: 't − baseTime + 2³¹ in milliseconds' },
    ],
  },
  voice: {
    about:
      'One Opus packet of 20 ms, at most 1,275 bytes; volatile. A stream starts with floor:granted and ends with floor:release or 2 s of silence on the wire.',
    header: [
      { type: 'u8', name: 'version', about: '1' },
      { type: 'u8', name: 'codec', about: '1 = Opus' },
      { type: 'u16', name: 'channelIndex' },
      { type: 'u32', name: 'streamId' },
      { type: 'u32', name: 'sequence' },
      { type: 'u32', name: 'timestamp', about: '48 kHz' },
    ],
    body: 'one Opus packet',
  },
} as const satisfies Record<string, FrameLayout>;
export type FrameName = keyof typeof FRAME_LAYOUTS;

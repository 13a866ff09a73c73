import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFleetFrame,
  encodeFleetFrame,
  FLEET_HEADER_BYTES,
  FLEET_RECORD_BYTES,
  type FleetRecord,
} from './fleetFrame.ts';
import { decodeVoiceFrame, encodeVoiceFrame, VOICE_MAX_PACKET } from './voiceFrame.ts';

const BASE = 1_772_416_800_000;
const record: fc.Arbitrary<FleetRecord> = fc.record({
  workerIndex: fc.nat(0xffff_ffff),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  speed: fc.double({ min: 0, max: 150, noNaN: true }),
  heading: fc.double({ min: 0, max: 360, noNaN: true }),
  status: fc.nat(255),
  t: fc.integer({ min: BASE - 2 ** 31, max: BASE + 2 ** 31 - 1 }),
});
const u32 = fc.nat(0xffff_ffff);
const bytes = fc.uint8Array({ maxLength: 2000 });

describe('fleet frames', () => {
  it('round-trip within the precision of their fields', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 50 }), (records) => {
        const frame = encodeFleetFrame(records, BASE);
        expect(frame.byteLength).toBe(FLEET_HEADER_BYTES + records.length * FLEET_RECORD_BYTES);
        const decoded = decodeFleetFrame(frame);
        expect(decoded?.length).toBe(records.length);
        for (const [at, read] of (decoded ?? []).entries()) {
          const sent = records[at] as FleetRecord;
          expect([read.workerIndex, read.status, read.t]).toEqual([sent.workerIndex, sent.status, sent.t]);
          expect(Math.abs(read.lon - sent.lon)).toBeLessThanOrEqual(1e-7);
          expect(Math.abs(read.lat - sent.lat)).toBeLessThanOrEqual(1e-7);
          expect(Math.abs(read.speed - sent.speed)).toBeLessThanOrEqual(0.0051);
          const turn = Math.abs(read.heading - sent.heading);
          expect(Math.min(turn, 360 - turn)).toBeLessThanOrEqual(0.71);
        }
      }),
    );
  });

  it('read from any place in a larger buffer', () => {
    const frame = encodeFleetFrame(fc.sample(record, { numRuns: 3, seed: 1 }), BASE);
    const larger = new Uint8Array(frame.byteLength + 7);
    larger.set(frame, 7);
    expect(decodeFleetFrame(larger.subarray(7))).toEqual(decodeFleetFrame(frame));
  });

  it('take garbage, cut or padded frames as nothing and never throw', () => {
    fc.assert(
      fc.property(bytes, (garbage) => {
        const read = decodeFleetFrame(garbage);
        expect(read === null || garbage.byteLength === FLEET_HEADER_BYTES + read.length * FLEET_RECORD_BYTES).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
    const frame = encodeFleetFrame(fc.sample(record, { numRuns: 3, seed: 1 }), BASE);
    for (let length = 0; length < frame.byteLength; length += 1) {
      expect(decodeFleetFrame(frame.subarray(0, length))).toBeNull();
    }
    const endless = frame.slice();
    new DataView(endless.buffer).setFloat64(8, Number.NaN, true);
    expect(decodeFleetFrame(endless)).toBeNull();
  });

  it('refuse to encode more records than the header can count', () => {
    const many = fc.sample(record, { numRuns: 65_536, seed: 1 });
    expect(() => encodeFleetFrame(many, BASE)).toThrow(RangeError);
  });
});

describe('voice frames', () => {
  const header = fc.record({ channelIndex: fc.nat(0xffff), streamId: u32, sequence: u32, timestamp: u32 });

  it('round-trip', () => {
    fc.assert(
      fc.property(header, fc.uint8Array({ minLength: 1, maxLength: VOICE_MAX_PACKET }), (head, packet) => {
        expect(decodeVoiceFrame(encodeVoiceFrame(head, packet))).toEqual({ header: head, packet });
      }),
    );
  });

  it('take garbage, empty and oversized packets as nothing and never throw', () => {
    fc.assert(
      fc.property(bytes, (garbage) => {
        const read = decodeVoiceFrame(garbage);
        expect(read === null || (garbage[0] === 1 && garbage[1] === 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
    const head = { channelIndex: 1, streamId: 1, sequence: 1, timestamp: 1 };
    expect(decodeVoiceFrame(encodeVoiceFrame(head, new Uint8Array(0)))).toBeNull();
    expect(decodeVoiceFrame(encodeVoiceFrame(head, new Uint8Array(VOICE_MAX_PACKET + 1)))).toBeNull();
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oggPages, soundPackets } from './testOgg.ts';
import { oggOpus, type OpusTrack } from './oggOpus.ts';

const TRACK: OpusTrack = {
  channels: 1,
  preSkip: 312,
  serial: 0xfeed_beef,
  tags: { TITLE: '云锦社区', ARTIST: '王明' },
};
const packet = fc.uint8Array({ minLength: 0, maxLength: 1275 });

describe('[ST226] the Ogg of a talk', () => {
  it('holds every packet to the last byte, on pages that are numbered, summed and timed', () => {
    fc.assert(
      fc.property(fc.array(packet, { minLength: 1, maxLength: 160 }), (packets) => {
        const pages = oggPages(oggOpus(packets, 960, TRACK));
        expect(pages.map(({ number }) => number)).toEqual(pages.map((_, n) => n));
        expect(new Set(pages.map(({ serial }) => serial))).toEqual(new Set([TRACK.serial]));
        expect(pages.map(({ flags }) => flags)).toEqual([2, ...pages.slice(2).map(() => 0), 4]);
        let samples = 0;
        for (const page of pages.slice(2)) {
          samples += page.packets.length * 960;
          expect(page.samples).toBe(samples);
          expect(page.packets.length).toBeLessThanOrEqual(50);
        }
        expect(samples).toBe(packets.length * 960);
        expect(pages.slice(2).flatMap((page) => page.packets)).toEqual(packets);
      }),
      { numRuns: 60 },
    );
  });

  it('tells what it is of', () => {
    const [head, tags] = oggPages(oggOpus([new Uint8Array([0xf8])], 960, TRACK));
    expect([head?.samples, head?.packets.length, tags?.samples]).toEqual([0, 1, 0]);
    const start = Buffer.from(head?.packets[0] ?? []);
    expect([start.toString('latin1', 0, 8), ...start.subarray(8, 10)]).toEqual(['OpusHead', 1, 1]);
    expect([start.readUInt16LE(10), start.readUInt32LE(12)]).toEqual([312, 48_000]);
    const said = Buffer.from(tags?.packets[0] ?? []).toString();
    expect(said).toMatch(/^OpusTags[^]*TITLE=云锦社区[^]*ARTIST=王明$/);
  });

  it('refuses what has no sound, and a packet no page can hold', () => {
    expect(() => oggOpus([], 960, TRACK)).toThrow(RangeError);
    expect(() => oggOpus([new Uint8Array(65_025)], 960, TRACK)).toThrow(RangeError);
    const [longest] = soundPackets(oggOpus([new Uint8Array(65_024)], 960, TRACK));
    expect(longest?.byteLength).toBe(65_024);
  });

  const hasProbe = spawnSync('ffprobe', ['-version']).status === 0;
  if (!hasProbe) process.stdout.write('no ffprobe here: the judgement of another reader is left out\n');
  it.runIf(hasProbe)('is taken without a word by another reader', () => {
    // Silence as libopus writes it, and a filler as it stands for a lost frame.
    const packets = Array.from({ length: 130 }, (_, n) => Uint8Array.from(n % 7 === 3 ? [0xf8] : [0xf8, 0xff, 0xfe]));
    const folder = mkdtempSync(join(tmpdir(), 'ogg-'));
    const file = join(folder, 'talk.ogg');
    writeFileSync(file, oggOpus(packets, 960, TRACK));
    const entries = 'stream=codec_name,channels,nb_read_packets:format=duration:stream_tags';
    const asked = ['-v', 'warning', '-count_packets', '-show_entries', entries, '-of', 'json', file];
    const probe = spawnSync('ffprobe', asked);
    rmSync(folder, { recursive: true });
    expect(probe.stderr.toString()).toBe('');
    const { streams, format } = JSON.parse(probe.stdout.toString());
    expect(streams[0]).toMatchObject({
      codec_name: 'opus',
      channels: 1,
      nb_read_packets: '130',
      tags: { TITLE: '云锦社区' },
    });
    expect(Number(format.duration)).toBeCloseTo(130 * 0.02, 2);
  });
});

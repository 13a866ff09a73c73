import { afterEach, describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDistance,
  formatDuration,
  formatFullTime,
  formatRate,
  formatRemaining,
  formatTime,
} from './format.ts';
import { setLanguage } from './texts.ts';

const now = new Date(2026, 10, 23, 14, 5, 9).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
afterEach(() => setLanguage('zh-CN'));

describe('times', () => {
  it('have a date when not today, a year when not this year', () => {
    expect(formatTime(now, now)).toBe('14:05');
    expect(formatTime(now, now, true)).toBe('14:05:09');
    expect(formatTime(now - DAY, now)).toBe('11-22 14:05');
    expect(formatTime(now - 400 * DAY, now)).toBe('2025-10-19 14:05');
    expect(formatFullTime(now)).toBe('2026-11-23 14:05:09');
  });

  it('say what is left and what is over', () => {
    expect(formatRemaining(now + 2 * HOUR + 15 * MINUTE, now)).toBe('剩 2时15分');
    expect(formatRemaining(now - 35 * MINUTE, now)).toBe('超 35分');
    expect(formatDuration(3 * DAY + 4 * HOUR + 9 * MINUTE)).toBe('3天4时');
    expect(formatDuration(2 * DAY)).toBe('2天');
    expect(formatDuration(40_000)).toBe('40秒');
    expect(formatDuration(0)).toBe('0秒');
    setLanguage('en');
    expect(formatRemaining(now + 2 * HOUR + 15 * MINUTE, now)).toBe('2h 15m left');
  });

  it('tell ages, and never one from the future', () => {
    expect(formatAge(now + 9000, now)).toBe('刚刚');
    expect(formatAge(now - 30_000, now)).toBe('30秒前');
    expect(formatAge(now - 3 * MINUTE, now)).toBe('3分钟前');
    expect(formatAge(now - 2 * DAY, now)).toBe('2天前');
  });
});

describe('numbers', () => {
  it('have units', () => {
    expect(formatDistance(349.6)).toBe('350 米');
    expect(formatDistance(1234)).toBe('1.2 公里');
    expect(formatDistance(25_600)).toBe('26 公里');
    expect(formatCount(12_345)).toBe('12,345');
    expect([500, 12_300, 3_400_000, 2_140_000_000].map(formatBytes)).toEqual(['1 kB', '12 kB', '3.4 MB', '2.1 GB']);
  });

  it('show a rate with its n, and a dash when nothing was due', () => {
    expect(formatRate({ value: 0.93724, n: 911, of: 972 })).toBe('93.7% (911/972)');
    expect(formatRate({ value: null, n: 0, of: 0 })).toBe('–');
  });
});

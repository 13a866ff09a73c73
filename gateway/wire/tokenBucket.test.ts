import { describe, expect, it } from 'vitest';
import { TokenBucket } from './tokenBucket.ts';

const RATE = { perSecond: 10, burst: 5 };
const takeAll = (bucket: TokenBucket, now: number, times: number) =>
  Array.from({ length: times }, () => bucket.take(RATE, now)).filter(Boolean).length;

describe('the token bucket', () => {
  it('lets a burst through, then as much as time brings', () => {
    const bucket = new TokenBucket(RATE, 0);
    expect(takeAll(bucket, 0, 20)).toBe(5);
    expect(takeAll(bucket, 250, 20)).toBe(2);
    expect(takeAll(bucket, 100_000, 20)).toBe(5);
  });

  it('is not filled by a clock that goes back', () => {
    const bucket = new TokenBucket(RATE, 1000);
    takeAll(bucket, 1000, 5);
    expect(bucket.take(RATE, 0)).toBe(false);
  });
});

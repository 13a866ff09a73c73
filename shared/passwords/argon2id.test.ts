import { hash, verify } from 'argon2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashArgon2id, verifyArgon2id } from './argon2id.ts';

const salt = Uint8Array.from({ length: 16 }, (_, index) => index * 13 + 1);

describe('argon2id', () => {
  it('writes what the native library reads', async () => {
    const phc = await hashArgon2id('密码 pass', salt);
    expect(await verify(phc, '密码 pass')).toBe(true);
    expect(await verify(phc, 'another')).toBe(false);
  });

  it('reads what the native library writes, whatever its cost and salt', async () => {
    const costs = fc.record({
      memoryCost: fc.integer({ min: 64, max: 128 }),
      timeCost: fc.integer({ min: 1, max: 3 }),
      parallelism: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), costs, async (word, cost) => {
        const phc = await hash(word, cost);
        expect(await verifyArgon2id(phc, word)).toBe(true);
        expect(await verifyArgon2id(phc, `${word}x`)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('takes nonsense for no match', async () => {
    for (const phc of ['', 'plain', '$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAA']) {
      expect(await verifyArgon2id(phc, 'x')).toBe(false);
    }
  });
});

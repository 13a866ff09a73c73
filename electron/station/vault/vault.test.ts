import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSealed, Vault } from './vault.ts';

const newVault = () => new Vault(randomBytes(32).toString('base64'));

test('what is sealed opens again, for its owner only, and never looks the same twice', () => {
  const vault = newVault();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = vault.seal('outbox/1', text);
      expect(isSealed(sealed)).toBe(true);
      expect(vault.open('outbox/1', sealed)).toBe(text);
      expect(vault.open('outbox/2', sealed)).toBeNull();
      expect(vault.seal('outbox/1', text)).not.toBe(sealed);
    }),
  );
});

test('another key, a changed byte and nonsense open to nothing', () => {
  const vault = newVault();
  const sealed = vault.seal('a', '13800000000');
  expect(newVault().open('a', sealed)).toBeNull();
  const bytes = Buffer.from(sealed.slice('sealed:1:'.length), 'base64');
  for (const at of [0, 12, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(vault.open('a', `sealed:1:${changed.toString('base64')}`)).toBeNull();
  }
  for (const nonsense of ['', 'sealed:1:', 'sealed:1:AAAA', 'sealed:2:AAAA', '欧阳'])
    expect(vault.open('a', nonsense)).toBeNull();
});

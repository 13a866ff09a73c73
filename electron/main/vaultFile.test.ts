import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { derivedKey, keepVaultKey, type Keychain, loadVaultKey } from './vaultFile.ts';

const log = pino({ enabled: false });
const NOW = 1_700_000_000_000;

/** A keychain of the test's: the system's own is not there where tests run. */
function keychainOf(password: string): Keychain {
  const turn = (bytes: Buffer) =>
    Buffer.from(bytes.map((byte, i) => byte ^ (password.charCodeAt(i % password.length) & 0x7f)));
  return {
    seal: (text) => turn(Buffer.from(`${password}:${text}`)),
    open: (sealed) => {
      const text = turn(sealed).toString();
      if (!text.startsWith(`${password}:`)) throw new Error('not sealed here');
      return text.slice(password.length + 1);
    },
  };
}

let home: string;
const file = () => join(home, 'vault.json');
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'street-vault-'));
});

describe('the key of what is encrypted at rest', () => {
  it('is made once, 32 bytes, in a file of this account only where there is no keychain', () => {
    const first = loadVaultKey(home, null, log, NOW);
    expect(first.key.kept).toBe('file');
    expect(Buffer.from(first.key.key, 'base64')).toHaveLength(32);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(loadVaultKey(home, null, log, NOW)).toEqual(first);
    chmodSync(file(), 0o644);
    expect(loadVaultKey(home, null, log, NOW)).toEqual(first);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is written down again where its file was taken away while the app runs', () => {
    const first = loadVaultKey(home, null, log, NOW);
    rmSync(file());
    keepVaultKey(home, first.key, null, log);
    expect(loadVaultKey(home, null, log, NOW)).toEqual(first);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('lies on disk only as the keychain sealed it, and moves there when a keychain appears', () => {
    const inFile = loadVaultKey(home, null, log, NOW);
    const moved = loadVaultKey(home, keychainOf('login'), log, NOW);
    expect(moved.key).toEqual({ key: inFile.key.key, kept: 'keychain' });
    expect(readFileSync(file(), 'utf8')).not.toContain(inFile.key.key);
    expect(loadVaultKey(home, keychainOf('login'), log, NOW)).toEqual(moved);
  });

  it.each([
    ['the keychain was reset', keychainOf('another')],
    ['there is no keychain any more', null],
  ])('is set aside and made anew when %s', (_, keychain) => {
    const before = loadVaultKey(home, keychainOf('login'), log, NOW);
    const content = readFileSync(file(), 'utf8');
    const after = loadVaultKey(home, keychain, log, NOW);
    expect(after.key.key).not.toBe(before.key.key);
    expect(readFileSync(String(after.damaged), 'utf8')).toBe(content);
    expect(loadVaultKey(home, keychain, log, NOW)).toEqual({ key: after.key, damaged: null });
  });

  it.each(['', '{"kept":"file","key":"c2hvcnQ="}', '\u0000'])(
    'is set aside and made anew when its file is damaged: %j',
    (content) => {
      writeFileSync(file(), content);
      const loaded = loadVaultKey(home, null, log, NOW);
      expect(readFileSync(String(loaded.damaged), 'utf8')).toBe(content);
      expect(readdirSync(home)).toHaveLength(2);
    },
  );

  it('gives each purpose a key of its own', () => {
    const { key } = loadVaultKey(home, null, log, NOW);
    expect(derivedKey(key, 'drafts')).not.toBe(key.key);
    expect(derivedKey(key, 'drafts')).toBe(derivedKey(key, 'drafts'));
    expect(derivedKey(key, 'drafts')).not.toBe(derivedKey(key, 'others'));
  });
});

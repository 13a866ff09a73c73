import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type VaultKey, vaultKeySchema } from '#shared/contract/control.ts';
import { loadJson, saveJson, setAside } from './jsonFile.ts';
import type { Log } from './log.ts';

const KEY_BYTES = 32;
const RETRY_MS = 10_000;
const OWNER_ONLY = 0o600;

/** A place of the system's that encrypts small texts for this account. */
export interface Keychain {
  seal(text: string): Buffer;
  /** Throws when it was not sealed here. */
  open(sealed: Buffer): string;
}

const fileSchema = z.discriminatedUnion('kept', [
  z.object({ kept: z.literal('keychain'), sealed: z.base64().min(1).max(10_000) }),
  z.object({ kept: z.literal('file'), key: vaultKeySchema.shape.key }),
]);
type VaultFile = z.infer<typeof fileSchema>;

interface Vault {
  key: VaultKey;
  /** where an unreadable key was set aside, or null */
  damaged: string | null;
}

/**
 * The key of what this installation encrypts at rest, `<home>/vault.json`: made at the first start, sealed by the keychain
 * where there is one, else in a file that only this account may read. A key that cannot be read any more is set aside and
 * a new one made; the station finds out what that one does not open.
 */
export function loadVaultKey(home: string, keychain: Keychain | null, log: Log, now: number): Vault {
  const path = join(home, 'vault.json');
  const loaded = loadJson<VaultFile | null>(path, fileSchema, null, now);
  const opened = loaded.value === null ? null : open(loaded.value, keychain, log);
  const unreadable = loaded.value !== null && opened === null;
  const damaged = loaded.damaged ?? (unreadable ? setAside(path, now) : null);
  if (damaged !== null) log.error({ file: damaged }, 'the key cannot be read: set aside, a new one is made');
  const key = opened ?? randomBytes(KEY_BYTES).toString('base64');
  const kept = keychain ? 'keychain' : 'file';
  if (opened === null || loaded.value?.kept !== kept) keep(path, sealedFile(key, keychain), log);
  else if (kept === 'file') narrow(path, log);
  return { key: { key, kept }, damaged };
}

/** Writes the key down again where its file was taken away, with the data folder or alone. */
export function keepVaultKey(home: string, { key }: VaultKey, keychain: Keychain | null, log: Log): void {
  const path = join(home, 'vault.json');
  if (existsSync(path)) return;
  try {
    saveJson(path, sealedFile(key, keychain), OWNER_ONLY);
    log.warn('the file of the key was taken away: it is written anew');
  } catch (error) {
    log.error({ error: String(error) }, 'the key could not be kept');
  }
}

/** A key for one purpose of a page, which thereby never holds the station's own. */
export function derivedKey({ key }: VaultKey, purpose: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(purpose).digest('base64');
}

function open(file: VaultFile, keychain: Keychain | null, log: Log): string | null {
  if (file.kept === 'file') return file.key;
  try {
    const key = keychain?.open(Buffer.from(file.sealed, 'base64'));
    const parsed = vaultKeySchema.shape.key.safeParse(key);
    if (parsed.success) return parsed.data;
    log.error({ keychain: keychain !== null }, 'the keychain does not give the key');
  } catch (error) {
    log.error({ error: String(error) }, 'the keychain does not open the key');
  }
  return null;
}

function sealedFile(key: string, keychain: Keychain | null): VaultFile {
  if (!keychain) return { kept: 'file', key };
  return { kept: 'keychain', sealed: keychain.seal(key).toString('base64') };
}

/** A key that is not on disk would be lost with the process, and what it sealed with it: tried until the disk takes it. */
function keep(path: string, file: VaultFile, log: Log): void {
  try {
    saveJson(path, file, OWNER_ONLY);
  } catch (error) {
    log.error({ error: String(error) }, 'the key could not be kept; trying again');
    setTimeout(() => keep(path, file, log), RETRY_MS).unref();
  }
}

function narrow(path: string, log: Log): void {
  if (process.platform === 'win32' || !existsSync(path) || (statSync(path).mode & 0o077) === 0) return;
  log.warn('others could read the key: its file is now this account’s only');
  try {
    chmodSync(path, OWNER_ONLY);
  } catch (error) {
    log.error({ error: String(error) }, 'the key file could not be made this account’s only');
  }
}

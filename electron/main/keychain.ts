import { safeStorage } from 'electron';
import type { Keychain } from './vaultFile.ts';

/** What Electron calls a keychain on Linux where there is none: it would encrypt with a password anybody can read. */
const NO_KEYCHAIN = ['basic_text', 'unknown'];

/** The system's own keychain; null where there is none. The app must be ready. */
export function systemKeychain(): Keychain | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && NO_KEYCHAIN.includes(safeStorage.getSelectedStorageBackend())) return null;
  return {
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(sealed),
  };
}

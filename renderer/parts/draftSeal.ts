import { gcm } from '@noble/ciphers/aes.js';
import { managedNonce } from '@noble/ciphers/utils.js';

/** Encrypts what the browser's storage keeps of unsent forms: people are named in them long before they are marked. */
export interface DraftSeal {
  seal(text: string): string;
  /** null for what was not sealed with this key */
  open(sealed: string): string | null;
}

const MARK = 'sealed:1:';

/** @param key 32 bytes in base64; '' makes one that ends with the page */
export function draftSeal(key: string): DraftSeal {
  const bytes = key === '' ? crypto.getRandomValues(new Uint8Array(32)) : fromBase64(key);
  const cipher = managedNonce(gcm)(bytes);
  return {
    seal: (text) => MARK + toBase64(cipher.encrypt(new TextEncoder().encode(text))),
    open: (sealed) => {
      if (!sealed.startsWith(MARK)) return null;
      try {
        return new TextDecoder().decode(cipher.decrypt(fromBase64(sealed.slice(MARK.length))));
      } catch {
        return null;
      }
    },
  };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const MARK = 'sealed:1:';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what is personal before it reaches this machine's disk: AES-256-GCM with a fresh IV, bound to what it belongs
 * to; a text as `sealed:1:` and base64 of IV, tag and cipher text.
 */
export class Vault {
  readonly #key: Uint8Array;

  /** @param key 32 bytes in base64 */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64');
  }

  /** @param owner names what the text belongs to: it opens under no other */
  seal(owner: string, text: string): string {
    return MARK + this.sealBytes(owner, Buffer.from(text)).toString('base64');
  }

  /** The same for a file's content: IV, tag and cipher text. */
  sealBytes(owner: string, bytes: Uint8Array): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** null when it was sealed with another key or for another owner, or was changed. */
  open(owner: string, sealed: string): string | null {
    if (!isSealed(sealed)) return null;
    return this.openBytes(owner, Buffer.from(sealed.slice(MARK.length), 'base64'))?.toString('utf8') ?? null;
  }

  /** null as `open` */
  openBytes(owner: string, bytes: Uint8Array): Buffer | null {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

export function isSealed(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(MARK);
}

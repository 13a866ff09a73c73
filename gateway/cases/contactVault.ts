import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Contact } from '#shared/domain/case.ts';
import { contactSchema } from '#shared/protocol/ops.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const TEXT_MARK = 'sealed:1:';

/** Seals personal data (AES-256-GCM): the tables, the log and the consoles hold the masked form only. */
export class ContactVault {
  readonly #key: Uint8Array;

  /** @param key 32 bytes of this centre's own */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  seal(caseId: string, contact: Contact): Uint8Array {
    return this.sealText(caseId, JSON.stringify(contact));
  }

  /** Throws when the bytes were changed or belong to another case. */
  open(caseId: string, sealed: Uint8Array): z.infer<typeof contactSchema> {
    return contactSchema.parse(JSON.parse(this.openText(caseId, sealed)));
  }

  /** @param owner id of what the text belongs to: it opens under no other */
  sealText(owner: string, text: string): Uint8Array {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the bytes were changed or belong to something else. */
  openText(owner: string, sealed: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(owner))
      .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return text.toString('utf8');
  }

  /** The same as text, for a field of a row: `sealed:1:` and base64. */
  sealField(owner: string, text: string): string {
    return TEXT_MARK + Buffer.from(this.sealText(owner, text)).toString('base64');
  }

  /** A field as it was written; one from before fields were sealed is given back as it is. */
  openField(owner: string, field: string): string {
    if (!field.startsWith(TEXT_MARK)) return field;
    return this.openText(owner, Buffer.from(field.slice(TEXT_MARK.length), 'base64'));
  }
}

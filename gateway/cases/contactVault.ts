import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Contact } from '#shared/domain/case.ts';
import { contactSchema } from '#shared/protocol/ops.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals residents' contacts (AES-256-GCM): the tables, the log and the consoles hold the masked form only. */
export class ContactVault {
  readonly #key: Uint8Array;

  /** @param key 32 bytes of this centre's own */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  seal(caseId: string, contact: Contact): Uint8Array {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(caseId));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(contact), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the bytes were changed or belong to another case. */
  open(caseId: string, sealed: Uint8Array): z.infer<typeof contactSchema> {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(caseId))
      .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return contactSchema.parse(JSON.parse(text.toString('utf8')));
  }
}

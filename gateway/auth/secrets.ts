import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SECRET_BYTES = 32;

/** The secret of this data folder, made once and readable by its owner only. */
export function loadSecret(folder: string): Uint8Array {
  const file = path.join(folder, 'secret.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(SECRET_BYTES), { mode: 0o600, flag: 'wx' });
  const secret = readFileSync(file);
  if (secret.byteLength !== SECRET_BYTES) throw new Error(`${file} is damaged: restore it from a backup`);
  return secret;
}

/** Whether two texts are the same, told in a time that says nothing of where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}

/** A key of its own for each purpose, from the one secret. */
export function keyFor(secret: Uint8Array, purpose: string): Uint8Array {
  return createHmac('sha256', secret).update(purpose).digest();
}

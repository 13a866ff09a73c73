import { randomBytes } from 'node:crypto';
import { hashArgon2id, verifyArgon2id } from '#shared/passwords/argon2id.ts';

/** What lies on disk proves a password but does not tell it. */
export function makeVerifier(password: string): Promise<string> {
  return hashArgon2id(password, randomBytes(16));
}

export async function checkPassword(verifier: string, password: string): Promise<boolean> {
  return verifyArgon2id(verifier, password).catch(() => false);
}

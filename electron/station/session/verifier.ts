import { hash, verify } from 'argon2';

/** OWASP's argon2id parameters: 19 MiB, 2 passes. What lies on disk proves a password but does not tell it. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function makeVerifier(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

export async function checkPassword(verifier: string, password: string): Promise<boolean> {
  return verify(verifier, password).catch(() => false);
}

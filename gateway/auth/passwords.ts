import { createHmac, randomBytes } from 'node:crypto';
import { hash, verify } from './argon2.ts';

/** The hash of a password as it is kept. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/**
 * Checks passwords. A demo centre's workers all share one hash: what was verified once is remembered under a key that
 * lives only in this process, so that 16,000 simulated terminals do not cost 16,000 argon2 runs. Real accounts are
 * always verified in full.
 */
export class PasswordChecker {
  readonly #key = randomBytes(32);
  readonly #demoProven = new Set<string>();
  /** a hash of nobody's password, with the same parameters as real ones */
  #nobody: Promise<string> | null = null;

  async matches(passwordHash: string, password: string, demo: boolean): Promise<boolean> {
    const proof = demo
      ? createHmac('sha256', this.#key).update(passwordHash).update('\0').update(password).digest('base64')
      : '';
    if (demo && this.#demoProven.has(proof)) return true;
    const right = await verify(passwordHash, password);
    if (right && demo) this.#demoProven.add(proof);
    return right;
  }

  /** Spends the time of a check when there is no account, so that names cannot be told by the time an answer takes. */
  async pretend(password: string): Promise<void> {
    this.#nobody ??= hash(randomBytes(16).toString('base64'));
    await verify(await this.#nobody, password);
  }
}

import { randomBytes } from 'node:crypto';
import { sameSecret } from './secrets.ts';

/** A code that lets the first admin of a new centre in, once. */
export class SetupCode {
  #code: string | null;

  private constructor(code: string | null) {
    this.#code = code;
  }

  /** A centre that has accounts, or is a demo, has no code. */
  static none(): SetupCode {
    return new SetupCode(null);
  }

  static fresh(): SetupCode {
    return new SetupCode(randomBytes(9).toString('base64url'));
  }

  /** For the operator of the gateway to read at the console it was started from. */
  get text(): string | null {
    return this.#code;
  }

  /** True once for the right code; a wrong one spends nothing but is too long to guess. */
  take(given: string): boolean {
    if (this.#code === null || !sameSecret(given, this.#code)) return false;
    this.#code = null;
    return true;
  }
}

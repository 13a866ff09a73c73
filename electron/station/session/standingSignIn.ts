import type { StationConfig } from '#shared/contract/control.ts';
import type { Session } from './session.ts';

const AGAIN_AFTER_MS = 1000;

/** Signs in by the account that a desk or a wall stands under by itself, and tries until somebody is signed in. */
export class StandingSignIn {
  readonly #account: StationConfig['autoSignIn'];
  readonly #session: Session;
  readonly #gateway: () => string | null;
  #stopped = false;

  /** @param account null: none; whoever sits here signs in */
  constructor(account: StationConfig['autoSignIn'], session: Session, gateway: () => string | null) {
    this.#account = account;
    this.#session = session;
    this.#gateway = gateway;
  }

  async run(): Promise<void> {
    if (!this.#account || this.#stopped || this.#session.state !== 'signed-out') return;
    const answer = this.#gateway() ? await this.#session.signIn(this.#account) : null;
    if (answer?.ok || this.#stopped) return;
    setTimeout(() => void this.run(), AGAIN_AFTER_MS);
  }

  stop(): void {
    this.#stopped = true;
  }
}

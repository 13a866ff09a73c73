import type { Answer, SignIn } from '#shared/contract/station.ts';
import type { KeptSession } from '#shared/contract/control.ts';
import type { LoginAnswer } from '#shared/protocol/http.ts';
import { type User, userSchema } from '#shared/protocol/entities.ts';
import type { Db } from '../db/driver.ts';
import { Denied, login, NoGateway, refresh, Unreachable } from '../link/http.ts';
import type { Log } from '../log.ts';
import { no, yes } from '../serve/answers.ts';
import { checkPassword, makeVerifier } from './verifier.ts';

const OFFLINE_DAYS = 14;
const DAY_MS = 86_400_000;
/** a token is renewed this long before it ends */
const RENEW_BEFORE_MS = 30_000;

export type SessionState = 'signed-out' | 'signed-in' | 'offline';

/** `endsAt` by the steady clock: a token does not grow older when somebody sets the machine's */
type Tokens = NonNullable<KeptSession['tokens']>;

interface Renewal {
  user: string | null;
  token: Promise<string>;
}

export interface SessionWorld {
  db: Db;
  log: Log;
  now(): number;
  monotonic(): number;
  serverNow(): number;
  gateway(): string;
  /** the demo's own account: signs in again by itself when its tokens are no longer taken */
  standing: SignIn | null;
  /** state or user changed */
  changed(): void;
  /** what a station that stands in for this one must know to go on */
  keep(kept: KeptSession | null): void;
}

/**
 * Who sits at this desk. Tokens live in memory only; on disk lies an scrypt verifier, so that somebody who signed in
 * here within 14 days can sign in again while the centre cannot be reached.
 */
export class Session {
  readonly #world: SessionWorld;
  #state: SessionState = 'signed-out';
  #user: User | null = null;
  #tokens: Tokens | null = null;
  /** in memory, of an offline session only: signs in by itself when the centre is back */
  #credentials: SignIn | null = null;
  /** single-flight, but each user's own: nobody is handed the token asked for whoever sat here before */
  #renewing: Renewal | null = null;

  constructor(world: SessionWorld) {
    this.#world = world;
  }

  get state(): SessionState {
    return this.#state;
  }
  get user(): User | null {
    return this.#user;
  }

  /** Signs in at the centre, or by the verifier on disk when the centre cannot be reached. */
  async signIn(credentials: SignIn): Promise<Answer<null>> {
    try {
      const answer = await this.#askCentre(credentials);
      await this.#welcome(answer, credentials);
      return yes(null);
    } catch (error) {
      if (error instanceof Denied) return denial(error);
      if (!(error instanceof Unreachable)) throw error;
      this.#world.log.info({ cause: error.message }, 'the centre cannot be reached: offline sign-in');
      return this.#signInOffline(credentials, error instanceof NoGateway ? 'no-gateway-there' : 'centre-unreachable');
    }
  }

  signOut(): void {
    this.#state = 'signed-out';
    this.#user = null;
    this.#tokens = null;
    this.#credentials = null;
    this.#changed();
  }

  /** Goes on as the station before this one, which crashed, had it. */
  resume(kept: KeptSession): void {
    // Kept by the wall clock: this process has a steady clock of its own.
    this.#tokens = kept.tokens && later(kept.tokens, this.#world.monotonic() - this.#world.now());
    this.#become(kept.state, kept.user, kept.credentials);
  }

  /** A valid access token, renewed when it is about to end. Single-flight. Throws Unreachable or Denied. */
  accessToken(): Promise<string> {
    const tokens = this.#tokens;
    if (tokens && tokens.endsAt - RENEW_BEFORE_MS > this.#world.monotonic()) return Promise.resolve(tokens.access);
    const user = this.#user?.id ?? null;
    if (this.#renewing?.user === user) return this.#renewing.token;
    const mine: Renewal = {
      user,
      token: this.#renew().finally(() => {
        if (this.#renewing === mine) this.#renewing = null;
      }),
    };
    this.#renewing = mine;
    return mine.token;
  }

  /** The centre refused the token: the next attempt renews it. */
  distrustToken(): void {
    if (this.#tokens) this.#tokens = { ...this.#tokens, endsAt: this.#world.monotonic() };
  }

  async #renew(): Promise<string> {
    const { gateway } = this.#world;
    const { standing } = this.#world;
    const user = this.#user?.id;
    const credentials = this.#credentials ?? (standing?.username === user ? standing : null);
    const tokens = this.#tokens;
    try {
      if (!tokens) throw new Denied(401, 'unauthorized', '');
      const answer = await refresh(gateway(), tokens.refresh);
      this.#mustStillBe(user);
      return this.#keep(answer);
    } catch (error) {
      if (!(error instanceof Denied) || !credentials) throw error;
      this.#mustStillBe(user);
      const answer = await login(gateway(), credentials.username, credentials.password);
      this.#mustStillBe(user);
      await this.#welcome(answer, credentials);
      return answer.accessToken;
    }
  }

  /** Throws when somebody else, or nobody, sits here by now: what was asked for the one before is not theirs. */
  #mustStillBe(user: string | undefined): void {
    if (this.#user?.id !== user) throw new Denied(401, 'unauthorized', '');
  }

  #keep(answer: LoginAnswer): string {
    this.#tokens = {
      access: answer.accessToken,
      refresh: answer.refreshToken,
      endsAt: this.#world.monotonic() + answer.expiresIn * 1000,
    };
    this.#keepOutside();
    return answer.accessToken;
  }

  #askCentre({ username, password }: SignIn): Promise<LoginAnswer> {
    const gateway = this.#world.gateway();
    if (!gateway) throw new Unreachable('no gateway is configured');
    return login(gateway, username, password);
  }

  async #welcome(answer: LoginAnswer, credentials: SignIn): Promise<void> {
    this.#keep(answer);
    this.#become('signed-in', answer.user, null);
    const verifier = await makeVerifier(credentials.password);
    try {
      this.#world.db
        .prepare('INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?)')
        .run(credentials.username, JSON.stringify(answer.user), verifier, this.#world.serverNow());
    } catch (error) {
      this.#world.log.error({ err: error }, 'the offline sign-in could not be prepared');
    }
  }

  async #signInOffline(credentials: SignIn, why: string): Promise<Answer<null>> {
    const row = this.#world.db
      .prepare<[string], { user: string; verifier: string; verified_at: number }>('SELECT * FROM users WHERE id = ?')
      .get(credentials.username);
    if (!row) return no('unavailable', why);
    if (!(await checkPassword(row.verifier, credentials.password))) return no('unauthorized', 'wrong-password');
    if (this.#world.serverNow() - row.verified_at > OFFLINE_DAYS * DAY_MS) return no('unavailable', 'offline-expired');
    const user = userSchema.safeParse(JSON.parse(row.user));
    if (!user.success) return no('unavailable', why);
    this.#tokens = null;
    this.#become('offline', user.data, credentials);
    return yes(null);
  }

  #become(state: SessionState, user: User, credentials: SignIn | null): void {
    this.#state = state;
    this.#user = user;
    this.#credentials = credentials;
    this.#changed();
  }

  #changed(): void {
    this.#keepOutside();
    this.#world.changed();
  }

  #keepOutside(): void {
    const user = this.#user;
    const state = this.#state;
    if (!user || state === 'signed-out') return this.#world.keep(null);
    const tokens = this.#tokens && later(this.#tokens, this.#world.now() - this.#world.monotonic());
    this.#world.keep({ state, user, tokens, credentials: this.#credentials });
  }
}

function later(tokens: Tokens, by: number): Tokens {
  return { ...tokens, endsAt: tokens.endsAt + by };
}

function denial(error: Denied): Answer<null> {
  if (error.code === 'rate-limited') return no('rate-limited', 'too-many-attempts', error.message);
  if (error.status === 401) return no('unauthorized', 'wrong-password', error.message);
  return no(error.code, 'sign-in-refused', error.message);
}

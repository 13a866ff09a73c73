import { createHash, randomBytes } from 'node:crypto';
import type { LoginAnswer, LoginRequest } from '#shared/protocol/http.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { Account, Session, Storage } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { LoginLimit } from './loginLimit.ts';
import { PasswordChecker } from './passwords.ts';
import { sameSecret } from './secrets.ts';
import { ACCESS_SECONDS, type Claims, type Tokens } from './tokens.ts';

const SESSION_MS = 30 * 24 * 3_600_000;
/** How long the refresh token before still works: its answer may have been lost on the way. */
const ROTATION_GRACE_MS = 60_000;

export interface SignInParts {
  storage: Storage;
  tokens: Tokens;
  now: () => number;
  newId: () => string;
  /** whether demo accounts are let in */
  demo: boolean;
  /** called when a sign-in was revoked, so that its sockets can be closed */
  onRevoked: (sessionId: string) => void;
}

type Granted = { ok: true; body: LoginAnswer } | WireRefusal;

/** Sign-in, refresh and revocation; what a token may open is decided here and nowhere else. */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #limit = new LoginLimit();
  readonly #passwords = new PasswordChecker();
  readonly #revoked = new Set<string>();
  /** the last try under way of each name and address */
  readonly #tries = new Map<string, Promise<void>>();

  private constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  static async start(parts: SignInParts): Promise<SignIn> {
    const signIn = new SignIn(parts);
    const alive = parts.now() - ACCESS_SECONDS * 1000;
    for (const id of await parts.storage.sessions.revokedSince(alive)) signIn.#revoked.add(id);
    return signIn;
  }

  /** One try of a name from an address at a time: guesses sent side by side would all pass before the first has failed. */
  login(request: LoginRequest, address: string): Promise<Granted> {
    const key = `${request.username}\n${address}`;
    const answer = (this.#tries.get(key) ?? Promise.resolve()).then(() => this.#try(request, address));
    const over: Promise<void> = answer.then(
      () => this.#forgetTry(key, over),
      () => this.#forgetTry(key, over),
    );
    this.#tries.set(key, over);
    return answer;
  }

  #forgetTry(key: string, over: Promise<void>): void {
    if (this.#tries.get(key) === over) this.#tries.delete(key);
  }

  async #try(request: LoginRequest, address: string): Promise<Granted> {
    const { storage, now } = this.#parts;
    const wait = this.#limit.waitMs(request.username, address, now());
    if (wait > 0) return refuse('rate-limited', `尝试次数过多，请 ${Math.ceil(wait / 1000)} 秒后再试`);
    const account = await storage.accounts.byUsername(request.username);
    if (!(await this.#isRight(account, request.password))) {
      this.#limit.failed(request.username, address, now());
      return refuse('unauthorized', '用户名或密码不正确');
    }
    this.#limit.succeeded(request.username, address);
    if (!this.#mayEnter(account)) return refuse('forbidden', '此账号不能使用');
    if (account.kind === 'worker' && !request.device) return refuse('invalid', '网格员账号登录须带终端信息（device）');
    return { ok: true, body: await this.#open(account, request.device?.id ?? null) };
  }

  async refresh(refreshToken: string): Promise<Granted> {
    const { storage, now } = this.#parts;
    const [id = '', secret = ''] = refreshToken.split('.');
    const session = await storage.sessions.get(id);
    if (!session || session.revokedAt !== null || session.expiresAt < now())
      return refuse('unauthorized', '登录已失效，请重新登录');
    const given = hashOf(secret);
    const isCurrent = sameSecret(given, session.tokenHash);
    const isPrevious = session.previousHash !== null && sameSecret(given, session.previousHash);
    if (!isCurrent && !(isPrevious && now() - session.rotatedAt < ROTATION_GRACE_MS)) {
      if (isPrevious) await this.revoke(id);
      return refuse('unauthorized', '登录已失效，请重新登录');
    }
    const account = await storage.accounts.byId(session.accountId);
    if (!this.#mayEnter(account)) return refuse('unauthorized', '此账号不能使用');
    return { ok: true, body: await this.#rotate(account, session) };
  }

  /** Ends a sign-in at once: its refresh token, its access tokens and its sockets. */
  async revoke(sessionId: string): Promise<void> {
    this.#revoked.add(sessionId);
    await this.#parts.storage.sessions.revoke(sessionId, this.#parts.now());
    this.#parts.onRevoked(sessionId);
  }

  /** Ends all sign-ins of an account, or those on one device; answers how many. */
  async revokeAccount(accountId: string, deviceId?: string): Promise<number> {
    const sessions = await this.#parts.storage.sessions.ofAccount(accountId);
    const meant = sessions.filter((session) => deviceId === undefined || session.deviceId === deviceId);
    for (const session of meant) await this.revoke(session.id);
    return meant.length;
  }

  /** Who an access token speaks for; null when it must not be believed. */
  async check(token: string): Promise<Claims | null> {
    const claims = await this.#parts.tokens.verify(token, this.#parts.now());
    return claims && !this.#revoked.has(claims.sid) ? claims : null;
  }

  /** Forgets what has no use any more. */
  async sweep(): Promise<void> {
    await this.#parts.storage.sessions.forget(this.#parts.now());
  }

  /** Whether an account is let in here at all. */
  #mayEnter(account: Account | null): account is Account {
    return account !== null && !account.disabled && (!account.demo || this.#parts.demo);
  }

  async #isRight(account: Account | null, password: string): Promise<boolean> {
    if (account) return this.#passwords.matches(account.passwordHash, password, account.demo);
    await this.#passwords.pretend(password);
    return false;
  }

  #open(account: Account, deviceId: string | null): Promise<LoginAnswer> {
    const { newId, now } = this.#parts;
    return this.#rotate(account, {
      id: newId(),
      accountId: account.id,
      deviceId,
      tokenHash: '',
      previousHash: null,
      rotatedAt: now(),
      expiresAt: now() + SESSION_MS,
      revokedAt: null,
    });
  }

  async #rotate(account: Account, session: Session): Promise<LoginAnswer> {
    const { storage, tokens, now } = this.#parts;
    const secret = randomBytes(32).toString('base64url');
    await storage.sessions.put({
      ...session,
      tokenHash: hashOf(secret),
      previousHash: session.tokenHash || null,
      rotatedAt: now(),
      expiresAt: now() + SESSION_MS,
    });
    const claims: Claims = { sub: account.id, sid: session.id, kind: account.kind, did: session.deviceId ?? undefined };
    return {
      accessToken: await tokens.sign(claims, now()),
      refreshToken: `${session.id}.${secret}`,
      expiresIn: ACCESS_SECONDS,
      user: userOf(account),
    };
  }
}

/** An account as the wire shows it. */
export function userOf(account: Account): User {
  return { id: account.id, name: account.name, roles: account.roles, areas: account.areas };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

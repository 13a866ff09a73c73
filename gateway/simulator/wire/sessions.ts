import type { DeviceIdentity } from './device.ts';
import { httpRefusalSchema, type LoginAnswer, loginAnswerSchema } from '#shared/protocol/http.ts';

/** Seconds before its end at which a token is taken for old. */
const MARGIN = 60;

/** A token, or why there is none. `final` means that asking again will not help. */
export type TokenAnswer = { token: string } | { refusal: string; final: boolean };

/** One worker's stay at the gateway: logs in once, afterwards lives on refreshed tokens. */
export class Session {
  private readonly url: string;
  private readonly username: string;
  private readonly password: string;
  private readonly device: DeviceIdentity;
  private held: LoginAnswer | null = null;
  private endsAt = 0;

  constructor(url: string, username: string, password: string, device: DeviceIdentity) {
    this.url = url;
    this.username = username;
    this.password = password;
    this.device = device;
  }

  /** A token good for at least a minute: the one held, a refreshed one, or a new login's. Never throws. */
  async token(now: number): Promise<TokenAnswer> {
    if (this.held && now < this.endsAt - MARGIN * 1000) return { token: this.held.accessToken };
    if (this.held) {
      const refreshed = await this.ask('/auth/refresh', { refreshToken: this.held.refreshToken }, now);
      if ('token' in refreshed || !refreshed.final) return refreshed;
      this.held = null;
    }
    return this.ask('/auth/login', { username: this.username, password: this.password, device: this.device }, now);
  }

  /** The access token at hand without asking for one; for uploads while connected. */
  get current(): string {
    return this.held?.accessToken ?? '';
  }

  /** The gateway did not take the token: the next one is refreshed. */
  distrust(): void {
    this.endsAt = 0;
  }

  private async ask(path: string, body: unknown, now: number): Promise<TokenAnswer> {
    try {
      const response = await fetch(this.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const answer: unknown = await response.json();
      if (!response.ok) {
        const refusal = httpRefusalSchema.safeParse(answer);
        const final = response.status === 400 || response.status === 401 || response.status === 403;
        return { refusal: refusal.success ? refusal.data.code : `http ${response.status}`, final };
      }
      const login = loginAnswerSchema.safeParse(answer);
      if (!login.success) return { refusal: 'unreadable answer', final: false };
      this.held = login.data;
      this.endsAt = now + login.data.expiresIn * 1000;
      return { token: login.data.accessToken };
    } catch (error) {
      return { refusal: reasonOf(error), final: false };
    }
  }
}

/** fetch says “fetch failed” and keeps what really happened (ECONNREFUSED …) as the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return String(cause);
}

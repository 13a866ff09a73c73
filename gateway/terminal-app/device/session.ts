import { v7 } from 'uuid';
import { z } from 'zod';
import { httpRefusalSchema, loginAnswerSchema } from '#shared/protocol/http.ts';
import type { deviceSchema } from '#shared/protocol/terminal.ts';

const keptSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** ms of this phone's clock */
  expiresAt: z.number(),
  worker: z.object({ id: z.string(), name: z.string() }),
});
type Kept = z.infer<typeof keptSchema>;

const SESSION = 'terminal.session';
const DEVICE = 'terminal.device';
/** A token is renewed when it has less than this left, ms. */
const MARGIN = 60_000;
const APP = 'browser 1';
/** A network that answers nothing is none, ms; checking a password takes its time. */
const PATIENCE = 20_000;

/** This browser, by a name of its own that stays; the gateway binds a sign-in to it. */
export function thisDevice(): z.infer<typeof deviceSchema> {
  let id = localStorage.getItem(DEVICE);
  if (!id) {
    id = `browser-${v7()}`;
    localStorage.setItem(DEVICE, id);
  }
  return { id, model: navigator.userAgent.slice(0, 100), app: APP };
}

/** Who is signed in on this phone, and the tokens that say so. */
export class Session {
  #kept: Kept | null = readKept();
  #renewing: Promise<string | null> | null = null;

  get worker(): Kept['worker'] | null {
    return this.#kept?.worker ?? null;
  }

  /** Null when it worked, else the centre's words; empty words when the centre could not be reached. */
  async signIn(username: string, password: string): Promise<string | null> {
    const { status, body } = await post('/auth/login', { username, password, device: thisDevice() });
    const answer = loginAnswerSchema.safeParse(body);
    if (status !== 200 || !answer.success) return httpRefusalSchema.safeParse(body).data?.message ?? '';
    this.#keep(answer.data);
    return null;
  }

  /** A token that holds for a while yet; null when none can be had now, or ever (then nobody is signed in any more). */
  token(): Promise<string | null> {
    const kept = this.#kept;
    if (!kept) return Promise.resolve(null);
    if (kept.expiresAt - Date.now() > MARGIN) return Promise.resolve(kept.accessToken);
    this.#renewing ??= this.#renew(kept).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** The gateway refused the token: the next one is asked for anew. */
  distrust(): void {
    if (this.#kept) this.#kept = { ...this.#kept, expiresAt: 0 };
  }

  /** Ends the sign-in here and, when it can be reached, at the centre. */
  signOut(): void {
    const token = this.#kept?.accessToken;
    this.#kept = null;
    localStorage.removeItem(SESSION);
    const headers = { authorization: `Bearer ${token ?? ''}` };
    if (token) void fetch('/auth/logout', { method: 'POST', headers }).catch(() => undefined);
  }

  async #renew({ refreshToken }: Kept): Promise<string | null> {
    const { status, body } = await post('/auth/refresh', { refreshToken });
    const answer = loginAnswerSchema.safeParse(body);
    if (status === 200 && answer.success) return this.#keep(answer.data).accessToken;
    if (status === 401 || status === 403) {
      this.#kept = null;
      localStorage.removeItem(SESSION);
    }
    return null;
  }

  #keep({ accessToken, refreshToken, expiresIn, user }: z.infer<typeof loginAnswerSchema>): Kept {
    const expiresAt = Date.now() + expiresIn * 1000;
    this.#kept = { accessToken, refreshToken, expiresAt, worker: { id: user.id, name: user.name } };
    localStorage.setItem(SESSION, JSON.stringify(this.#kept));
    return this.#kept;
  }
}

function readKept(): Kept | null {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(SESSION) ?? 'null'));
  } catch {
    return null;
  }
}

async function post(path: string, payload: unknown): Promise<{ status: number; body: unknown }> {
  try {
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(path, { method: 'POST', headers, signal, body: JSON.stringify(payload) });
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch {
    return { status: 0, body: null };
  }
}

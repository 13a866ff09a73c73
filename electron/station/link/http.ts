import { httpRefusalSchema, type LoginAnswer, loginAnswerSchema } from '#shared/protocol/http.ts';

const TIMEOUT_MS = 5000;
const MOST_ANSWER_BYTES = 1_000_000;

/** Nobody answered, or the answer was no answer of a gateway. */
export class Unreachable extends Error {}
/** Somebody answered at the gateway's address, but it is no gateway of this protocol. */
export class NoGateway extends Unreachable {}
/** The gateway answered and says no, in its own words. */
export class Denied extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** `POST /auth/login`. Throws Unreachable or Denied. */
export function login(gateway: string, username: string, password: string): Promise<LoginAnswer> {
  return post(gateway, '/auth/login', { username, password });
}

/** `POST /auth/refresh`. Throws Unreachable or Denied. */
export function refresh(gateway: string, refreshToken: string): Promise<LoginAnswer> {
  return post(gateway, '/auth/refresh', { refreshToken });
}

async function post(gateway: string, path: string, body: unknown): Promise<LoginAnswer> {
  const response = await request(new URL(path, gateway), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await readJson(response).catch(() => null);
  if (response.status >= 500) throw new Unreachable(`${path} answered ${response.status}`);
  if (!response.ok) {
    const refusal = httpRefusalSchema.safeParse(answer);
    if (!refusal.success) throw new NoGateway(`${path} answered ${response.status}`);
    throw new Denied(response.status, refusal.data.code, refusal.data.message);
  }
  const parsed = loginAnswerSchema.safeParse(answer);
  if (!parsed.success) throw new NoGateway(`${path} answered nonsense`);
  return parsed.data;
}

/** The body as JSON. Throws when it is none, or larger than any answer of a gateway: it might never end. */
async function readJson(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_ANSWER_BYTES) throw new Error('the answer is too large');
  }
  return JSON.parse(text);
}

/** A request that is given up after 5 s. Throws Unreachable when nobody answers. */
export async function request(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new Unreachable(error instanceof Error ? error.message : 'no answer');
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '#shared/protocol/common.ts';
import type { SignIn } from '../auth/signIn.ts';
import type { Claims } from '../auth/tokens.ts';
import type { WireRefusal } from '../wire/refusal.ts';

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'rate-limited': 429,
  unavailable: 503,
};

/** The body of every refused HTTP request: `{code, message}`. */
export function sendRefusal(
  reply: FastifyReply,
  { code, message }: Pick<WireRefusal, 'code' | 'message'>,
  status?: number,
) {
  return reply.code(status ?? STATUS[code]).send({ code, message });
}

/** Who the request's bearer token speaks for; null when there is none that holds. */
export async function bearer(request: FastifyRequest, signIn: SignIn): Promise<Claims | null> {
  const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return token ? signIn.check(token) : null;
}

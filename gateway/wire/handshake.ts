import { type ErrorCode, type RefusedHandshake, SPOKEN_VERSIONS } from '#shared/protocol/common.ts';

/** A refused handshake as Socket.IO carries it: the client reads `data.code`. */
export function handshakeError(code: ErrorCode, message: string): Error & { data: RefusedHandshake } {
  const versions = code === 'invalid' ? { versions: [...SPOKEN_VERSIONS] } : {};
  return Object.assign(new Error(message), { data: { code, message, ...versions } });
}

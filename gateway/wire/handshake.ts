import type { ErrorCode } from '#shared/protocol/common.ts';

/** A refused handshake as Socket.IO carries it: the client reads `data.code`. */
export function handshakeError(
  code: ErrorCode,
  message: string,
): Error & { data: { code: ErrorCode; message: string } } {
  return Object.assign(new Error(message), { data: { code, message } });
}

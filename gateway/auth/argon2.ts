import { randomBytes } from 'node:crypto';
import { hashArgon2id, verifyArgon2id } from '#shared/passwords/argon2id.ts';

/** Below this Node-API (in an older Electron) loading the native package ends the process: it must not even be tried. */
const NATIVE_NEEDS_NAPI = 10;

const native = Number(process.versions.napi) >= NATIVE_NEEDS_NAPI ? await import('argon2') : null;

/** argon2id in PHC format: natively with the library's defaults (64 MiB, 3 passes), else OWASP's (19 MiB, 2 passes). */
export function hash(password: string): Promise<string> {
  return native ? native.hash(password) : hashArgon2id(password, randomBytes(16));
}

/** Whether the PHC string is the hash of the password; both ways read each other's. */
export function verify(phc: string, password: string): Promise<boolean> {
  return native ? native.verify(phc, password) : verifyArgon2id(phc, password);
}

/**
 * Argon2id in plain JavaScript, for runtimes that cannot load the machine code of the package `argon2` (Electron with
 * Node-API 9: its process ends). Reads and writes the same strings (PHC format).
 */
import { argon2idAsync } from '@noble/hashes/argon2.js';

/** OWASP's parameters: 19 MiB, 2 passes; about 0.4 s here. */
const COST = { m: 19_456, t: 2, p: 1 };
const HASH_BYTES = 32;
/** The three costs come in any order: the reference writes m, t, p; the native library m, p, t. */
const PHC = /^\$argon2id\$v=19\$([mtp]=\d{1,7}(?:,[mtp]=\d{1,7}){2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = Math.min(4, Math.ceil(((bytes.length - at) * 8) / 6));
    for (let letter = 0; letter < letters; letter += 1) text += LETTERS[(group >> (18 - 6 * letter)) & 63];
  }
  return text;
}

function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 0xff;
    at += 1;
  }
  return bytes;
}

/** Hashes a password. `salt`: 16 random bytes, fresh for each password. Does not block for longer than 10 ms at a time. */
export async function hashArgon2id(password: string, salt: Uint8Array): Promise<string> {
  const hash = await argon2idAsync(password, salt, { ...COST, dkLen: HASH_BYTES });
  return `$argon2id$v=19$m=${COST.m},t=${COST.t},p=${COST.p}$${toBase64(salt)}$${toBase64(hash)}`;
}

/** Whether `phc` is the hash of `password`. Anything that is no argon2id hash matches nothing. */
export async function verifyArgon2id(phc: string, password: string): Promise<boolean> {
  const [, costs, salt, expected] = PHC.exec(phc) ?? [];
  if (costs === undefined || salt === undefined || expected === undefined) return false;
  const right = fromBase64(expected);
  const costOf = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(costs)?.[1]);
  const cost = { m: costOf('m'), t: costOf('t'), p: costOf('p'), dkLen: right.length };
  if (Object.values(cost).some(Number.isNaN)) return false;
  const found = await argon2idAsync(password, fromBase64(salt), cost);
  // Every byte is looked at, whichever differs first.
  return found.reduce((differs, byte, index) => differs | (byte ^ (right[index] ?? 0)), 0) === 0;
}

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** OWASP's parameters for scrypt: 64 MiB. Native and off the main thread, so that signing in stalls nothing. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 };
const KEY_BYTES = 32;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** What lies on disk proves a password but does not tell it: `scrypt$salt$key`, both base64. */
export async function makeVerifier(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64')}$${(await derive(password, salt)).toString('base64')}`;
}

/** Whether the password is the one; false for a verifier that is none. */
export async function checkPassword(verifier: string, password: string): Promise<boolean> {
  const [kind, salt, key] = verifier.split('$');
  if (kind !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  return (
    expected.length === KEY_BYTES && timingSafeEqual(expected, await derive(password, Buffer.from(salt, 'base64')))
  );
}

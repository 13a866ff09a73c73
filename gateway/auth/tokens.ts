import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** Seconds an access token lives. */
export const ACCESS_SECONDS = 600;

const claimsSchema = z.object({
  sub: z.string(),
  sid: z.string(),
  kind: z.enum(['operator', 'worker']),
  did: z.string().optional(),
});
/** `sub` account, `sid` sign-in, `did` device it was made on. */
export type Claims = z.infer<typeof claimsSchema>;

/** Short-lived access tokens (JWT, HS256). */
export class Tokens {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  sign(claims: Claims, now: number): Promise<string> {
    const issued = Math.floor(now / 1000);
    return new SignJWT({ sid: claims.sid, kind: claims.kind, did: claims.did })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(claims.sub)
      .setIssuer('street-gateway')
      .setIssuedAt(issued)
      .setExpirationTime(issued + ACCESS_SECONDS)
      .sign(this.#key);
  }

  /** Null for a token that is forged, expired or none at all. */
  async verify(token: string, now: number): Promise<Claims | null> {
    try {
      const options = { algorithms: ['HS256'], issuer: 'street-gateway', currentDate: new Date(now) };
      const { payload } = await jwtVerify(token, this.#key, options);
      return claimsSchema.parse(payload);
    } catch {
      return null;
    }
  }
}

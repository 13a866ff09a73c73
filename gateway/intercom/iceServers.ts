import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type IceServer, iceUrlSchema } from '#shared/protocol/video.ts';

const isTurn = (url: string): boolean => /^turns?:/i.test(url);

/**
 * One server of the file. TURN needs something to sign in with: a fixed name and word, or the `secret` the server shares with
 * the centre (coturn's `use-auth-secret`), of which names and words are made that end by themselves.
 */
const entrySchema = z
  .strictObject({
    urls: z.array(iceUrlSchema).min(1).max(8),
    username: z.string().min(1).max(200).optional(),
    credential: z.string().min(1).max(200).optional(),
    secret: z.string().min(8).max(200).optional(),
    /** how long what is made of the secret is good for; a connection that stands is not ended by it */
    ttlSeconds: z.number().int().min(60).max(86_400).default(3600),
  })
  .refine(({ username, credential }) => (username === undefined) === (credential === undefined), {
    message: 'username and credential go together',
  })
  .refine(({ urls, credential, secret }) => !urls.some(isTurn) || (credential ?? secret) !== undefined, {
    message: 'turn needs username and credential, or a secret',
  });
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.array(entrySchema).max(16);

/** The STUN and TURN servers a centre offers to both sides of a video session. */
export class IceServers {
  readonly #entries: readonly Entry[];
  readonly #now: () => number;

  /** @param now ms since the epoch */
  constructor(entries: readonly Entry[], now: () => number) {
    this.#entries = entries;
    this.#now = now;
  }

  /** What one person's device connects with; `who` is written into a made name, so that the server's log can be read. */
  for(who: string): IceServer[] {
    return this.#entries.map(({ urls, username, credential, secret, ttlSeconds }) => {
      if (secret === undefined) return { urls, username, credential };
      const name = `${Math.floor(this.#now() / 1000) + ttlSeconds}:${who}`;
      return { urls, username: name, credential: createHmac('sha1', secret).update(name).digest('base64') };
    });
  }
}

/** Reads the file of `--ice-servers`. Throws, in words, on what is no list of servers. */
export function readIceServers(file: string): Entry[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`--ice-servers: ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = fileSchema.safeParse(content);
  // The file holds secrets: what is wrong with it is said, not what stands in it.
  if (!parsed.success) throw new Error(`--ice-servers: ${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

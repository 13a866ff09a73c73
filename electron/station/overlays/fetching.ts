import { OVERLAY_PLACES, type OverlayTrouble } from '#shared/contract/overlays.ts';

const PATIENCE_MS = 10_000;
/** what services answer to a token that is wrong or used up */
const REFUSALS = [401, 403, 418, 429];
const ABSENT = [404, 410];
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

export interface Content {
  mime: string;
  bytes: Uint8Array<ArrayBuffer>;
}
export type Fetched = { ok: true; content: Content } | { ok: false; trouble: OverlayTrouble };

/** How an address of the world outside is asked. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>;

const no = (trouble: OverlayTrouble): Fetched => ({ ok: false, trouble });

/** An address with its places filled in. */
export function addressOf(url: string, places: { token: string; z?: number; x?: number; y?: number }): string {
  const { token, ...tile } = places;
  const values: Record<string, string | number> = { ...tile, token: encodeURIComponent(token) };
  return url.replace(OVERLAY_PLACES, (_, name: string) => String(values[name] ?? ''));
}

/**
 * What lies at an address, in 10 s and so many bytes at most. No redirect is followed: a token goes to the address's own host and nowhere
 * else. Never rejects.
 * @param over gives it up
 */
export async function fetchWithin(ask: Ask, address: string, most: number, over: AbortSignal): Promise<Fetched> {
  try {
    const response = await ask(address, {
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), over]),
    });
    const { status } = response;
    if (ABSENT.includes(status)) return no('gone');
    if (REFUSALS.includes(status) || (status >= 300 && status < 400)) return no('refused');
    if (!response.ok) return no('unreachable');
    const bytes = await bodyWithin(response, most);
    if (!bytes) return no('too-large');
    const mime = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    return { ok: true, content: { mime, bytes } };
  } catch {
    return no('unreachable');
  }
}

/** Null when it is more: it might never end. */
async function bodyWithin(response: Response, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A refusal may come as a page with status 200. */
export function isPicture({ mime, bytes }: Content): boolean {
  return PICTURES.includes(mime) && bytes.length > 0;
}

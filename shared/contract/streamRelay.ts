/**
 * How a window reaches a stream: by `stream://<origin in hex>/<path>`, which the main process fetches in its place, and only at
 * origins that the centre's sources name. A page itself reaches no network (docs/decisions/0031).
 */

export const STREAM_SCHEME = 'stream';
/** a host's labels are at most 63 characters long */
const LABEL = 60;

const ADDRESS = /^(https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?)([/?][^#\s]*)?(?:#.*)?$/i;

/** The origin of an address a stream may have; null for what is no such address, or carries a user's name. */
export function streamOrigin(address: string): string | null {
  return ADDRESS.exec(address)?.[1]?.toLowerCase() ?? null;
}

/** An `http:` or `https:` address, written in full, as a window asks for it; null for what is none. */
export function relayedUrl(address: string): string | null {
  const origin = streamOrigin(address);
  if (origin === null) return null;
  const rest = ADDRESS.exec(address)?.[2] ?? '/';
  const hex = [...origin].map((sign) => (sign.codePointAt(0) ?? 0).toString(16).padStart(2, '0')).join('');
  const host = (hex.match(new RegExp(`.{1,${LABEL}}`, 'g')) ?? []).join('.');
  return `${STREAM_SCHEME}://${host}${rest.startsWith('/') ? '' : '/'}${rest}`;
}

/** The address a window means; null when it means none. */
export function unrelayedUrl(relayed: string): string | null {
  const [, host = '', rest = '/'] = /^stream:\/\/([0-9a-f.]+)(\/[^#\s]*)?(?:#.*)?$/i.exec(relayed) ?? [];
  const hex = host.replaceAll('.', '').toLowerCase();
  if (!/^([2-7][0-9a-f])+$/.test(hex)) return null;
  const pairs: string[] = hex.match(/../g) ?? [];
  const origin = pairs.map((pair) => String.fromCodePoint(Number.parseInt(pair, 16))).join('');
  // Only what an origin may be: nothing that would change the meaning of the path behind it.
  return streamOrigin(origin) === origin && !/[/?#]/.test(origin.replace('://', '')) ? `${origin}${rest}` : null;
}

import { protocol } from 'electron';
import { relayedUrl, STREAM_SCHEME, unrelayedUrl } from '#shared/contract/streamRelay.ts';
import type { Log } from './log.ts';
import { askUnfollowed } from './outside.ts';

/**
 * `stream://…` fetches video in the place of a page, which reaches no network itself: only from origins that the centre's sources
 * name, only with the methods media need, following no redirect elsewhere, with no cookie and nothing of this desk but a
 * token for the gateway's own streams (docs/decisions/0031).
 */

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
/** headers a player sets, and those it may read */
const ASKED = ['accept', 'content-type', 'range', 'if-match'];
const ANSWERED = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'cache-control',
  'etag',
  'link',
  'date',
  'last-modified',
  'x-timestamp',
];
/** Pages of ours have another origin than a stream: they may read it all the same. */
const CROSS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': METHODS.join(),
  'access-control-allow-headers': ASKED.join(),
  'access-control-expose-headers': [...ANSWERED, 'location'].join(),
};
const MOST_REDIRECTS = 3;

/** Where streams may be fetched; replaced as the station says. */
export interface StreamPlaces {
  origins: ReadonlySet<string>;
  /** the gateway's own origin */
  gateway: string | null;
}

export interface StreamWorld {
  places(): StreamPlaces;
  /** for the gateway's own streams; null while there is none to be had */
  token(): Promise<string | null>;
  log: Log;
}

export function serveStreams(world: StreamWorld): void {
  const refused = new Set<string>();
  protocol.handle(STREAM_SCHEME, async (request) => {
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CROSS });
    const address = unrelayedUrl(request.url);
    const origin = address === null ? null : new URL(address).origin;
    if (address === null || origin === null || !METHODS.includes(request.method)) return answer(400);
    if (!world.places().origins.has(origin)) {
      // Once an origin: a player that tries again and again must not fill the log.
      if (!refused.has(origin)) world.log.warn({ origin }, 'a stream was asked for where the centre has none');
      refused.add(origin);
      return answer(403);
    }
    try {
      return await relay(world, request, address);
    } catch (error) {
      if (!request.signal.aborted) world.log.info({ origin, error: String(error) }, 'a stream could not be fetched');
      return answer(502);
    }
  });
}

async function relay(world: StreamWorld, request: Request, first: string): Promise<Response> {
  let address = first;
  const body = request.body === null ? undefined : await request.arrayBuffer();
  for (let redirects = 0; ; redirects += 1) {
    const { origin } = new URL(address);
    const places = world.places();
    if (!places.origins.has(origin) || redirects > MOST_REDIRECTS) return answer(403);
    const headers = picked(request.headers, ASKED);
    if (origin === places.gateway) {
      const token = await world.token();
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
    }
    const { method, signal } = request;
    const response = await askUnfollowed(address, { method, headers, body, signal });
    const to = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || to === null) return handOn(response, address);
    address = new URL(to, address).href;
  }
}

/** The answer with the headers a player reads; an address in it becomes one that a page can ask for. */
function handOn(response: Response, address: string): Response {
  const headers = picked(response.headers, ANSWERED);
  for (const [name, value] of Object.entries(CROSS)) headers.set(name, value);
  const location = response.headers.get('location');
  const relayed = location === null ? null : relayedUrl(new URL(location, address).href);
  if (relayed !== null) headers.set('location', relayed);
  // Its bytes come unpacked.
  if (response.headers.has('content-encoding')) headers.delete('content-length');
  return new Response(response.body, { status: response.status, headers });
}

function picked(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}

function answer(status: number): Response {
  return new Response('', { status, headers: CROSS });
}

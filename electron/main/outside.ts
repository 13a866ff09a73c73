import { net } from 'electron';

/** what Electron's fetch ends a redirect with that it is not to follow */
const CANCELLED = 'Redirect was cancelled';

export interface Asked {
  method?: string;
  headers?: Headers;
  body?: ArrayBuffer | undefined;
  signal?: AbortSignal;
}

/**
 * Asks the network by Chromium's stack, with no cookie, and follows nothing: a redirect is an answer, with its status and its
 * `location`. Electron's fetch rejects there, so Chromium's own request is asked where it leads. Rejects when nobody answers.
 */
export async function askUnfollowed(url: string, asked: Asked): Promise<Response> {
  const init: RequestInit = { ...asked, redirect: 'manual', credentials: 'omit', cache: 'no-store' };
  try {
    return await net.fetch(url, { ...init, referrerPolicy: 'no-referrer', bypassCustomProtocolHandlers: true });
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes(CANCELLED)) throw error;
    return redirectOf(url, asked);
  }
}

function redirectOf(url: string, { method = 'GET', headers, body, signal }: Asked): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = net.request({ url, method, redirect: 'manual', credentials: 'omit', cache: 'no-store' });
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    for (const [name, value] of headers ?? []) request.setHeader(name, value);
    request.on('redirect', (status, _method, location) => {
      resolve(new Response(null, { status, headers: { location } }));
      request.abort();
    });
    request.on('response', ({ statusCode }) => {
      request.abort();
      reject(new Error(`a redirect became an answer (${statusCode})`));
    });
    request.on('error', reject);
    request.on('abort', () => reject(new Error('given up')));
    if (body) request.write(Buffer.from(body));
    request.end();
  });
}

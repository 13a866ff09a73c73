import { net } from 'electron';

/** what Chromium's stack ends a redirect with that nobody is to follow */
const CANCELLED = 'Redirect was cancelled';

/**
 * Asks the world outside by Chromium's stack, which follows the system's proxy and trusts what the system trusts; Node's own knows of
 * neither. A redirect that is not followed is an answer without a body, as with Node's: here it would be an error like a broken line.
 */
export async function askOutside(url: string, init: RequestInit): Promise<Response> {
  try {
    return await net.fetch(url, init);
  } catch (error) {
    if (init.redirect !== 'manual' || !(error instanceof Error) || error.message !== CANCELLED) throw error;
    return new Response(null, { status: 302 });
  }
}

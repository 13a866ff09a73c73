import { protocol } from 'electron';
import { STREAM_SCHEME } from '#shared/contract/streamRelay.ts';
import { serveFile } from './servedFile.ts';

/**
 * `app://street/…` serves the built pages, `tiles://district/…` the district's map files, `tiles://base/…` the base
 * maps of this workstation (`basemaps/`). Nothing else is read. `stream://…`
 * (`streams.ts`) is the only way of a page to a network.
 */

/** Must run before the app is ready. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    {
      scheme: 'tiles',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
    },
    {
      scheme: STREAM_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true },
    },
  ]);
}

export function serveProtocols(
  pages: string,
  district: string,
  base: (request: Request) => Response | Promise<Response>,
): void {
  protocol.handle('app', (request) => serveFile(pages, request));
  protocol.handle('tiles', (request) =>
    new URL(request.url).hostname === 'base' ? base(request) : serveFile(district, request),
  );
}

import { createReadStream, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { STREAM_SCHEME } from '#shared/contract/streamRelay.ts';
import { fileInside, parseRange } from './fileRequest.ts';

/**
 * `app://street/…` serves the built pages, `tiles://district/…` the district's map files. Nothing else is read. `stream://…`
 * (`streams.ts`) is the only way of a page to a network.
 */

const MIME: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pmtiles': 'application/vnd.pmtiles',
};

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

export function serveProtocols(pages: string, district: string): void {
  protocol.handle('app', (request) => serveFile(pages, request));
  protocol.handle('tiles', (request) => serveFile(district, request));
}

function serveFile(root: string, request: Request): Response {
  const path = fileInside(root, request.url);
  const size = path === null ? null : fileSize(path);
  if (path === null || size === null) return new Response('not found', { status: 404 });
  const headers: Record<string, string> = {
    'content-type': MIME[extname(path)] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-range, content-length',
  };
  const asked = request.headers.get('range');
  if (asked === null)
    return new Response(body(path, 0, size - 1), { headers: { ...headers, 'content-length': `${size}` } });
  const range = parseRange(asked, size);
  if (!range) return new Response('', { status: 416, headers: { 'content-range': `bytes */${size}` } });
  return new Response(body(path, range.start, range.end), {
    status: 206,
    headers: {
      ...headers,
      'content-length': `${range.end - range.start + 1}`,
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
    },
  });
}

function fileSize(path: string): number | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : null;
}

function body(path: string, start: number, end: number): ReadableStream<Uint8Array> | null {
  if (end < start) return null;
  return Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>;
}

import { createReadStream, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { fileInside, parseRange } from './fileRequest.ts';

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

/** The file a request names inside a folder; nothing beside it. */
export function serveFile(root: string, request: Request): Response {
  const path = fileInside(root, request.url);
  return path === null ? new Response('not found', { status: 404 }) : serveRange(path, request);
}

/** A file, or the range of it that is asked for. */
export function serveRange(path: string, request: Request): Response {
  const size = fileSize(path);
  if (size === null) return new Response('not found', { status: 404 });
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

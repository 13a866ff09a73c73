import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger.ts';
import { refuse } from '../wire/refusal.ts';
import { sendRefusal } from './answer.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Nothing inline, nothing from elsewhere; `'self'` of connect-src covers the WebSocket to this same port. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self), display-capture=(self)',
  'cross-origin-opener-policy': 'same-origin',
};

interface PageFile {
  type: string;
  etag: string;
  bytes: Buffer;
  /** its name holds a hash of its content */
  immutable: boolean;
}

/**
 * The terminal in the browser, under `/terminal/`: the files of the built page and nothing else. They are few and small,
 * so they are read once and found by their exact names; no path of a request ever reaches the disk.
 */
export function addTerminalAppRoutes(app: FastifyInstance, folder: string | null, log: Logger): void {
  let files = readPage(folder, log);
  app.get('/terminal', (_request, reply) => reply.redirect('/terminal/', 308));
  app.get<{ Params: { '*': string } }>('/terminal/*', (request, reply) => {
    // Built while the gateway runs: no restart is needed.
    if (files.size === 0) files = readPage(folder, log);
    if (files.size === 0)
      return sendRefusal(
        reply,
        refuse('not-found', '终端网页尚未构建，请在中心运行 npm run build（the page is not built）'),
      );
    const file = files.get(request.params['*'] || 'index.html');
    return file ? sendFile(request, reply, file) : sendRefusal(reply, refuse('not-found', '没有这个地址'));
  });
}

function sendFile(request: FastifyRequest, reply: FastifyReply, { type, etag, bytes, immutable }: PageFile) {
  reply.headers({
    ...HEADERS,
    'content-type': type,
    etag,
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(bytes);
}

/** The files of a folder by their names within it; none when there is no folder or it cannot be read. */
function readPage(folder: string | null, log: Logger): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  if (folder === null || !existsSync(path.join(folder, 'index.html'))) return files;
  try {
    for (const name of namesUnder(folder)) {
      const type = TYPES[path.extname(name)];
      if (type === undefined) continue;
      const bytes = readFileSync(path.join(folder, name));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      files.set(name, { type, etag, bytes, immutable: name.startsWith('assets/') });
    }
  } catch (error) {
    log.error({ err: error }, 'the page of the terminal cannot be read');
    return new Map();
  }
  return files;
}

/** Every file under a folder as `a/b.js`. An installed app's folder lies in an archive, which cannot be listed whole. */
function* namesUnder(folder: string, prefix = ''): Generator<string> {
  for (const entry of readdirSync(path.join(folder, prefix), { withFileTypes: true })) {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) yield* namesUnder(folder, `${name}/`);
    else yield name;
  }
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { idSchema } from '#shared/protocol/common.ts';
import { IMPORT_MIME, MOST_IMPORT_BYTES } from '#shared/protocol/imports.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import type { SignIn } from '../auth/signIn.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { MediaFiles } from '../media/mediaFiles.ts';
import type { MediaRow } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { bearer, sendRefusal } from './answer.ts';

const headersSchema = z.object({
  'x-sha256': z.string().regex(/^[0-9a-f]{64}$/),
  'content-type': z.string().regex(/^((image|audio|video)\/[\w.+-]+|application\/x-ndjson$)/),
});

type MediaGateway = Pick<Gateway, 'storage' | 'now' | 'log'>;

interface Announced {
  id: string;
  sha256: string;
  mime: string;
  /** first byte of this request; null asks how far the upload came */
  offset: number | null;
  size: number;
}

/** `PUT /media/{id}` (checked, resumable) and `GET /media/{id}`, for whoever holds a token. */
export function addMediaRoutes(app: FastifyInstance, gateway: MediaGateway, signIn: SignIn, files: MediaFiles): void {
  const busy = new Set<string>();
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

    scope.put<{ Params: { id: string }; Body: Readable | null }>(
      '/media/:id',
      { bodyLimit: LIMITS.mediaBytes + 1 },
      async (request, reply) => {
        const claims = await bearer(request, signIn);
        if (!claims) return refuseUpload(request, reply, refuse('unauthorized', '登录已失效，请重新登录'));
        const announced = readAnnounced(request);
        if ('ok' in announced) return refuseUpload(request, reply, announced);
        const unwanted = await importRefusal(gateway, announced, claims.sub);
        if (unwanted) return refuseUpload(request, reply, unwanted);
        if (busy.has(announced.id)) return refuseUpload(request, reply, refuse('conflict', '此文件正在上传'));
        busy.add(announced.id);
        try {
          return await upload(gateway, files, request, reply, announced, claims.sub);
        } finally {
          busy.delete(announced.id);
        }
      },
    );
    scope.get<{ Params: { id: string } }>('/media/:id', async (request, reply) => {
      if (!(await bearer(request, signIn))) return sendRefusal(reply, refuse('unauthorized', '登录已失效，请重新登录'));
      const row = idSchema.safeParse(request.params.id).success
        ? await gateway.storage.media.get(request.params.id)
        : null;
      // A file for an import is the centre's to read, and nobody's to fetch.
      if (!row?.complete || row.mime === IMPORT_MIME) return sendRefusal(reply, refuse('not-found', '没有这个文件'));
      return reply
        .header('content-type', row.mime)
        .header('content-length', row.size)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(files.open(row.id));
    });
  });
}

/** A refused upload's body is not read: the connection closes after the answer. */
function refuseUpload(request: FastifyRequest, reply: FastifyReply, refusal: WireRefusal, status?: number) {
  request.raw.resume();
  return sendRefusal(reply.header('connection', 'close'), refusal, status);
}

/** A file of rows is for an import alone: from who may do one, and no longer than one may be. Null when it may come. */
async function importRefusal({ storage }: MediaGateway, { mime, size }: Announced, ownerId: string) {
  if (mime !== IMPORT_MIME) return null;
  const roles = (await storage.accounts.byId(ownerId))?.roles ?? [];
  if (!OP_ROLES['import.apply'].some((role) => roles.includes(role)))
    return refuse('forbidden', '您的角色无权导入数据');
  return size > MOST_IMPORT_BYTES ? refuse('invalid', '导入文件超过 40 MB，请分批导入') : null;
}

function readAnnounced(request: FastifyRequest<{ Params: { id: string } }>): Announced | WireRefusal {
  const headers = headersSchema.safeParse(request.headers);
  if (!idSchema.safeParse(request.params.id).success) return refuse('invalid', '文件编号不是 UUID');
  if (!headers.success) return refuse('invalid', '须带 X-Sha256 和图片、音频或视频的 Content-Type');
  const range = rangeOf(request);
  if (!range) return refuse('invalid', '须带 Content-Length 或 Content-Range');
  if (range.size > LIMITS.mediaBytes) return refuse('invalid', '文件超过 50 MB');
  return { id: request.params.id, sha256: headers.data['x-sha256'], mime: headers.data['content-type'], ...range };
}

// `bytes 0-99/200` sends a part, `bytes */200` asks how far it came, no range sends the whole.
function rangeOf({ headers }: FastifyRequest): { offset: number | null; size: number } | null {
  const range = headers['content-range'];
  if (range === undefined) {
    const size = Number(headers['content-length']);
    return Number.isInteger(size) && size > 0 ? { offset: 0, size } : null;
  }
  const parts = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(range);
  if (!parts) return null;
  const size = Number(parts[3]);
  if (parts[1] === undefined) return { offset: null, size };
  const [first, last] = [Number(parts[1]), Number(parts[2])];
  return first <= last && last < size ? { offset: first, size } : null;
}

async function upload(
  gateway: MediaGateway,
  files: MediaFiles,
  request: FastifyRequest<{ Body: Readable | null }>,
  reply: FastifyReply,
  { id, sha256, mime, offset, size }: Announced,
  ownerId: string,
) {
  const { media } = gateway.storage;
  const known = await media.get(id);
  if (known && (known.sha256 !== sha256 || known.size !== size))
    return refuseUpload(request, reply, refuse('conflict', '此编号属于另一个文件'));
  if (known && known.ownerId !== ownerId) return refuseUpload(request, reply, refuse('forbidden', '此编号属于他人'));
  if (known?.complete) {
    request.raw.resume();
    return { id, size, complete: true };
  }
  const row: MediaRow = { id, ownerId, mime, size, sha256, complete: false, at: gateway.now() };
  if (!known) await media.put(row);
  const received = await files.received(id);
  if (offset === null) return { id, size: received, complete: false };
  if (offset > received)
    return refuseUpload(request, reply, refuse('conflict', `已收到 ${received} 字节，请从此处续传`));
  try {
    const now = await files.append(id, offset, size, request.body ?? request.raw);
    if (now < size) return { id, size: now, complete: false };
  } catch (error) {
    gateway.log.warn({ err: error, mediaId: id }, 'an upload was refused');
    const refusal =
      error instanceof RangeError
        ? refuse('invalid', '内容比声明的长')
        : refuse('unavailable', '中心暂时无法保存，请稍后再试');
    return refuseUpload(request, reply, refusal);
  }
  if (!(await files.finish(id, sha256)))
    return sendRefusal(reply, refuse('invalid', '内容与 SHA-256 不符，请重新上传'), 422);
  await media.put({ ...row, complete: true });
  return { id, size, complete: true };
}

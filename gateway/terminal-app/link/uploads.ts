import { httpRefusalSchema, mediaAnswerSchema } from '#shared/protocol/http.ts';
import type { MediaRef } from '../core/outgoing.ts';
import type { Wire } from './outbox.ts';

/** Refusals of an upload that asking again does not change: the request, or whose file it is. */
const FINAL = new Set([400, 403, 413]);
/** A wrong digest may be a broken line: the file is sent anew so often. */
const TRIES = 3;
/** How long an answer may take, ms, and the slowest line on which a file still gets through, bytes a ms. */
const PATIENCE = 20_000;
const SLOWEST = 8;

/** `PUT /media/{id}`: asks how far an earlier try came, and sends the rest. */
export async function upload(
  ref: MediaRef,
  blob: Blob,
  token: () => Promise<string | null>,
): ReturnType<Wire['upload']> {
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const bearer = await token();
      if (bearer === null) return 'later';
      const put = (range: string, body?: Blob) =>
        fetch(`/media/${ref.id}`, {
          method: 'PUT',
          headers: {
            authorization: `Bearer ${bearer}`,
            'content-type': ref.mime,
            'content-range': range,
            'x-sha256': ref.sha256,
          },
          body,
          signal: AbortSignal.timeout(PATIENCE + (body?.size ?? 0) / SLOWEST),
        });
      const asked = mediaAnswerSchema.safeParse(await json(await put(`bytes */${ref.size}`)));
      if (asked.success && asked.data.complete) return 'done';
      const from = asked.success ? asked.data.size : 0;
      const response = await put(`bytes ${from}-${ref.size - 1}/${ref.size}`, blob.slice(from));
      const body = await json(response);
      const sent = mediaAnswerSchema.safeParse(body);
      if (response.ok && sent.success && sent.data.complete) return 'done';
      if (FINAL.has(response.status)) return { never: httpRefusalSchema.safeParse(body).data?.message ?? '' };
      if (response.status !== 422) return 'later';
    }
    return { never: '' };
  } catch {
    return 'later';
  }
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

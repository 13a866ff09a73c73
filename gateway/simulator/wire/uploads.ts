import type { z } from 'zod';
import type { PhotoPlan } from '../behaviour/intents.ts';
import type { mediaRefSchema } from '#shared/protocol/common.ts';
import { mediaAnswerSchema } from '#shared/protocol/http.ts';
import { takePhoto } from '../picture/photo.ts';

export type MediaRef = z.infer<typeof mediaRefSchema>;

/** The reference to a stored photo; `retry` when the gateway may take it later; null when it will not. */
export type UploadAnswer = MediaRef | 'retry' | 'unauthorized' | null;

/** Paints, hashes and stores one photo by `PUT /media/{id}`. Never throws. */
export async function upload(url: string, token: string, plan: PhotoPlan): Promise<UploadAnswer> {
  const photo = takePhoto(plan);
  try {
    const response = await fetch(`${url}/media/${plan.id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png', 'x-sha256': photo.sha256 },
      body: new Uint8Array(photo.bytes),
      signal: AbortSignal.timeout(30_000),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.status === 401) return 'unauthorized';
    if (response.status === 429 || response.status >= 500) return 'retry';
    if (!response.ok || !mediaAnswerSchema.safeParse(answer).success) return null;
    return { id: plan.id, kind: 'photo', mime: 'image/png', size: photo.bytes.length, sha256: photo.sha256 };
  } catch {
    return 'retry';
  }
}

import { Meter, type Media, type MediaWorld, reportStatus } from './media.ts';
import { readParts } from './multipart.ts';

/** ms from one picture to the next, where the source gives them one by one */
const EVERY_MS = 400;
/** a picture that takes longer is given up, ms */
const PATIENCE_MS = 5000;

/**
 * Single pictures, one after another: asked for again and again, or, where the source answers `multipart/x-mixed-replace`
 * (MJPEG), as they come.
 */
export function openPictures(url: string, world: MediaWorld): Media {
  const canvas = document.createElement('canvas');
  // No picture yet: nothing of it is kept as the last one.
  canvas.width = 0;
  world.host.append(canvas);
  const ended = new AbortController();
  const bytes = new Meter();
  const pictures = new Meter();
  let seen = { bytes: 0, pictures: 0, type: '', takenAt: 0, shownAt: 0 };
  let showing = false;

  const show = async (part: { bytes: Blob; type: string; takenAt: number | null }): Promise<void> => {
    const bitmap = await createImageBitmap(part.bytes);
    if (ended.signal.aborted) return bitmap.close();
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const now = world.now();
    seen = {
      bytes: seen.bytes + part.bytes.size,
      pictures: seen.pictures + 1,
      type: part.type,
      takenAt: part.takenAt ?? now,
      shownAt: now,
    };
    if (!showing) world.events.playing();
    showing = true;
  };

  const run = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const started = performance.now();
      const limit = AbortSignal.any([ended.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const response = await fetch(url, { signal: showing ? limit : ended.signal, cache: 'no-store' });
      if (!response.ok) return reportStatus(response.status, world.events);
      const type = response.headers.get('content-type') ?? '';
      if (type.startsWith('multipart/')) {
        for await (const part of readParts(response, type)) await show(part);
        throw new Error('the source ended');
      }
      const stamp = Number(response.headers.get('x-timestamp')) * 1000;
      await show({ bytes: await response.blob(), type, takenAt: stamp > 0 ? stamp : null });
      const pause = EVERY_MS - (performance.now() - started);
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  void run().catch((error: unknown) => {
    if (ended.signal.aborted) return;
    // What came is no picture: the next try would bring the same.
    if (error instanceof DOMException && error.name === 'InvalidStateError') world.events.broken('codec');
    else world.events.stalled('unreachable');
  });

  return {
    picture: canvas,
    figures: async () => {
      const at = performance.now();
      const perSecond = bytes.rate(seen.bytes, at);
      return {
        codec: seen.type.replace(/^image\//, '').toUpperCase() || null,
        width: canvas.width,
        height: canvas.height,
        rate: pictures.rate(seen.pictures, at),
        bitrate: perSecond === null ? null : perSecond * 8,
        latency: seen.takenAt === seen.shownAt ? null : Math.max(0, seen.shownAt - seen.takenAt),
        loss: null,
      };
    },
    close() {
      ended.abort();
      canvas.remove();
    },
  };
}

import type { Stream, StreamKind } from '#shared/protocol/video.ts';
import { openFlv } from './flv.ts';
import { openHls } from './hls.ts';
import type { Media, MediaWorld } from './media.ts';
import { openPictures } from './pictures.ts';
import { openWhep } from './whep.ts';

type Opener = (url: string, world: MediaWorld) => Media;

const OPENERS: Record<StreamKind, Opener> = { whep: openWhep, hls: openHls, flv: openFlv, jpeg: openPictures };

/** Opens a stream in a host element; how it goes is said by the world's events, never before this returns. */
export function openStream({ kind, url }: Stream, world: MediaWorld): Media {
  return OPENERS[kind](url, world);
}

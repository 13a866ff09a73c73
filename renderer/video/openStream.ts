import type { Stream, StreamKind } from '#shared/protocol/video.ts';
import { openHls } from './hls.ts';
import type { Media, MediaWorld } from './media.ts';
import { openPictures } from './pictures.ts';
import { openWhep } from './whep.ts';

type Opener = (url: string, world: MediaWorld) => Media;

/** HTTP-FLV is not played here: a source that offers nothing else says so. */
const OPENERS: { [K in Exclude<StreamKind, 'flv'>]: Opener } = { whep: openWhep, hls: openHls, jpeg: openPictures };

/** Opens a stream in a host element; how it goes is said by the world's events, never before this returns. */
export function openStream({ kind, url }: Stream, world: MediaWorld): Media {
  return kind === 'flv' ? unplayable(world) : OPENERS[kind](url, world);
}

function unplayable({ events }: MediaWorld): Media {
  const picture = document.createElement('canvas');
  picture.width = 0;
  queueMicrotask(() => events.broken('codec'));
  const nothing = { codec: 'FLV', width: 0, height: 0, rate: null, bitrate: null, latency: null, loss: null };
  return { picture, figures: async () => nothing, close: () => undefined };
}

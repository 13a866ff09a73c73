import type { LinkCause } from '#shared/domain/videoLink.ts';
import type { IceServer } from '#shared/protocol/video.ts';

/** What can be said of a moving picture; null: not known here. */
export interface MediaFigures {
  codec: string | null;
  width: number;
  height: number;
  /** pictures a second */
  rate: number | null;
  /** bits a second */
  bitrate: number | null;
  /** ms from the source, or as much of the way as can be measured, to the screen */
  latency: number | null;
  /** share of packets that were lost, 0…1 */
  loss: number | null;
}

/** An open stream. */
export interface Media {
  /** stands in the host until `close` */
  readonly picture: HTMLVideoElement | HTMLCanvasElement;
  figures(): Promise<MediaFigures>;
  /** Stops fetching and decoding and takes the picture out; may be called again. */
  close(): void;
}

export interface MediaEvents {
  /** the first picture stands on the screen, also after a stall */
  playing(): void;
  /** no picture any more; trying again may help */
  stalled(cause: LinkCause): void;
  /** trying again does not help */
  broken(cause: LinkCause): void;
}

/** What media take from outside. */
export interface MediaWorld {
  host: HTMLElement;
  events: MediaEvents;
  /** the centre's clock, ms since the epoch: how old a picture is is told by it */
  now(): number;
  /** the centre's STUN and TURN servers, asked for anew for each connection */
  servers(): Promise<IceServer[]>;
}

/** What an HTTP status says of a stream: whether trying again may help, and why there is no picture. */
export function reportStatus(status: number, events: MediaEvents): void {
  if (status === 401 || status === 403) events.broken('unauthorized');
  else if (status === 404 || status === 410) events.broken('not-found');
  else events.stalled('unreachable');
}

/** What happened since the last look, as a rate: counters only ever grow. */
export class Meter {
  #last: { at: number; count: number } | null = null;

  /** Per second since the call before; null at the first. */
  rate(count: number, at: number): number | null {
    const last = this.#last;
    this.#last = { at, count };
    return last === null || at <= last.at ? null : ((count - last.count) * 1000) / (at - last.at);
  }
}

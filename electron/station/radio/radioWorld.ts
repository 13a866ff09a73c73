import type { Topic } from '#shared/contract/feeds.ts';
import type { Cache } from '../cache/cache.ts';
import type { Meta } from '../db/meta.ts';
import type { Log } from '../log.ts';
import type { Session } from '../session/session.ts';
import type { OpenChannel } from './channels.ts';
import type { Talk } from './talks.ts';

/** What keeps the sound of talks. */
export interface Recording {
  heard(talk: Talk, channel: OpenChannel, frame: Uint8Array): void;
  /** @param whole false when this desk was cut off before it was over */
  ended(talk: Talk, whole: boolean): void;
}

export interface RadioWorld {
  meta: Meta;
  cache: Cache;
  log: Log;
  session: Session;
  recorder: Recording;
  link: {
    ask(event: string, payload: unknown): Promise<unknown>;
    voice(frame: Uint8Array): boolean;
    readonly connection: object | null;
    serverNow(): number;
  };
  now(): number;
  monotonic(): number;
  random(): number;
  changed(topics: Topic[]): void;
  /** a write of the database failed; rethrows what is no trouble of the disk */
  writeFailed(error: unknown): void;
}

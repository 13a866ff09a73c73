import { isClosed } from '#shared/domain/channel.ts';
import type { Channel, ChannelKind } from '#shared/protocol/intercom.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { Cache } from '../cache/cache.ts';

/** A channel with what an older gateway leaves out. */
export interface OpenChannel extends Channel {
  kind: ChannelKind;
  index: number;
}

/** so many channels an operator who chose none hears: more voices at once nobody can follow */
const MOST_BY_ITSELF = 8;

/** The open channels as the cache has them, read again only after it changed. */
export class Channels {
  readonly #cache: Cache;
  #known: Map<string, OpenChannel> | null = null;

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** Channels of the cache changed, or another cache is live. */
  stale(): void {
    this.#known = null;
  }

  /** by priority, then name */
  list(): OpenChannel[] {
    return [...this.#read().values()];
  }

  get(id: string): OpenChannel | null {
    return this.#read().get(id) ?? null;
  }

  #read(): Map<string, OpenChannel> {
    this.#known ??= new Map(
      this.#cache.stores.entities
        .list('channel')
        .filter((channel) => !isClosed(channel))
        .map(whole)
        .toSorted((a, b) => b.priority - a.priority || a.name.localeCompare(b.name, 'zh-CN'))
        .map((channel) => [channel.id, channel]),
    );
    return this.#known;
  }
}

function whole(channel: Channel): OpenChannel {
  return {
    ...channel,
    kind: channel.kind ?? (channel.gridCode === null ? 'all-call' : 'grid'),
    index: channel.index ?? 0,
  };
}

/** Whether a channel is this operator's own: opened by them, or they are named in it. */
export function isOwn({ openedBy, members }: OpenChannel, user: User): boolean {
  return openedBy?.id === user.id || members?.userIds?.includes(user.id) === true;
}

/** A talk between two is nobody else's to see; all other channels are every desk's. */
export function isShown(channel: OpenChannel, user: User): boolean {
  return channel.kind !== 'direct' || isOwn(channel, user);
}

/** What an operator hears who never chose: the call to all, and the channels of their areas, the most important first. */
export function usualChannels(channels: readonly OpenChannel[], user: User): string[] {
  const inArea = ({ kind, gridCode }: OpenChannel): boolean =>
    kind === 'all-call' ||
    (kind === 'grid' &&
      gridCode !== null &&
      (user.areas.length === 0 || user.areas.some((area) => gridCode.startsWith(area) || area.startsWith(gridCode))));
  return channels
    .filter(inArea)
    .slice(0, MOST_BY_ITSELF)
    .map(({ id }) => id);
}

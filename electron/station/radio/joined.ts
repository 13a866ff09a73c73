import { z } from 'zod';
import type { User } from '#shared/protocol/entities.ts';
import { codeSchema } from '#shared/protocol/common.ts';
import type { Meta } from '../db/meta.ts';
import { isOwn, type OpenChannel, usualChannels } from './channels.ts';

/** as many as the centre takes */
export const MOST_JOINED = 500;
const choiceSchema = z.object({
  channelIds: z.array(codeSchema).max(MOST_JOINED),
  /** of those that are joined by themselves: left again */
  left: z.array(codeSchema).max(MOST_JOINED),
});
type Choice = z.infer<typeof choiceSchema>;

/** Which channels each operator of this desk hears, kept for their next sign-in. */
export class JoinedChannels {
  readonly #meta: Meta;
  /** what could not be written still holds until the station ends */
  readonly #choices = new Map<string, Choice | null>();

  constructor(meta: Meta) {
    this.#meta = meta;
  }

  /** Those chosen, or the usual ones, and whatever was opened by or for this operator. */
  of(user: User, channels: readonly OpenChannel[]): Set<string> {
    const choice = this.#choice(user.id);
    const open = new Set(channels.map(({ id }) => id));
    const chosen = (choice?.channelIds ?? usualChannels(channels, user)).filter((id) => open.has(id));
    const own = channels.filter((channel) => isOwn(channel, user) && choice?.left.includes(channel.id) !== true);
    return new Set([...chosen, ...own.map(({ id }) => id)].slice(0, MOST_JOINED));
  }

  /** Throws when it cannot be written; it holds all the same. */
  choose(user: User, channels: readonly OpenChannel[], channelIds: readonly string[]): void {
    const left = channels.filter((channel) => isOwn(channel, user) && !channelIds.includes(channel.id));
    const choice = { channelIds: [...channelIds], left: left.map(({ id }) => id) };
    this.#choices.set(user.id, choice);
    this.#meta.set(keyOf(user.id), JSON.stringify(choice));
  }

  #choice(userId: string): Choice | null {
    const known = this.#choices.get(userId);
    if (known !== undefined) return known;
    const text = this.#meta.get(keyOf(userId));
    const read = text === null ? null : (choiceSchema.safeParse(JSON.parse(text)).data ?? null);
    this.#choices.set(userId, read);
    return read;
  }
}

function keyOf(userId: string): string {
  return `radio-joined:${userId}`;
}

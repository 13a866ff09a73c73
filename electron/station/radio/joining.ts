import { CONSOLE_TO_GATEWAY } from '#shared/protocol/console.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import type { Meta } from '../db/meta.ts';
import type { Log } from '../log.ts';
import type { Channels } from './channels.ts';
import { JoinedChannels } from './joined.ts';

export interface JoiningWorld {
  meta: Meta;
  log: Log;
  channels: Channels;
  user(): User | null;
  isLinked(): boolean;
  ask(event: string, payload: unknown): Promise<unknown>;
  /** who talks already, by the centre's word; null: it does not tell */
  running(talks: readonly FloorEvent[] | null): void;
  /** a write of the database failed; rethrows what is no trouble of the disk */
  writeFailed(error: unknown): void;
}

const joinAck = CONSOLE_TO_GATEWAY['channel:join'].ack;

/** Which channels are heard here now, and that the centre knows it. */
export class Joining {
  readonly #world: JoiningWorld;
  readonly #joined: JoinedChannels;
  /** what is heard here; null: to be found out again */
  #heard: ReadonlySet<string> | null = null;
  /** what the centre was last told on this connection; null: nothing */
  #told: string | null = null;
  /** channels whose floor was told of since the centre was last asked: its answer is older than that */
  #news = new Set<string>();
  /** an older gateway knows no joining: it gives every channel's voice */
  #joins = true;

  constructor(world: JoiningWorld) {
    this.#world = world;
    this.#joined = new JoinedChannels(world.meta);
  }

  get channels(): ReadonlySet<string> {
    const user = this.#world.user();
    this.#heard ??= user ? this.#joined.of(user, this.#world.channels.list()) : new Set();
    return this.#heard;
  }

  /** What an operator wants to hear from now on, and after the next sign-in. */
  choose(user: User, channelIds: readonly string[]): void {
    try {
      this.#joined.choose(user, this.#world.channels.list(), channelIds);
    } catch (error) {
      this.#world.writeFailed(error);
    }
    this.changed();
  }

  /** Channels changed, or who sits here did. */
  changed(): void {
    this.#heard = null;
    this.#tell();
  }

  /** The centre has told who has a floor, or that nobody has. */
  heardOf(channelId: string): void {
    this.#news.add(channelId);
  }

  /** A connection begins: the centre knows nothing of this desk. */
  up(): void {
    this.#told = null;
    this.#joins = true;
    this.#tell();
  }

  /** Tells the centre what is heard here, when that is not what it was told. */
  #tell(): void {
    const { isLinked, user, ask, log, running } = this.#world;
    if (!this.#joins || !isLinked() || user() === null) return;
    const channelIds = [...this.channels].sort();
    const told = channelIds.join();
    if (told === this.#told) return;
    this.#told = told;
    const news = new Set<string>();
    this.#news = news;
    ask('channel:join', { channelIds }).then(
      (answer) => {
        // What was told later has another answer.
        if (this.#news !== news) return;
        const ack = joinAck.safeParse(answer).data;
        // What comes right behind the answer is heard before the answer is: a talk that it says is over would stand for ever.
        if (ack?.ok) return running(ack.talks.filter(({ channelId }) => !news.has(channelId)));
        // It will know no joining the next time either; anything else is tried again.
        if (ack?.code === 'invalid') this.#joins = false;
        else this.#told = null;
        log.info({ code: ack?.code ?? 'nonsense' }, 'channels could not be joined: every channel is heard of');
        running(null);
      },
      (error: unknown) => {
        if (this.#news === news) this.#told = null;
        log.info({ err: error }, 'channels were not joined');
      },
    );
  }
}

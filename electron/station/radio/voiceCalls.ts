import type { FeedOutput } from '#shared/contract/feeds.ts';
import type { Notice } from '../link/centreEvents.ts';

type VoiceCall = FeedOutput<'radio.voice-calls'>[number];

/** after so long a call that nobody made is no news any more, ms */
const STANDS_MS = 15 * 60_000;
const MOST = 20;

interface VoiceCallsWorld {
  /** ms that only go forward */
  monotonic(): number;
  serverNow(): number;
  nameOf(workerId: string): string;
  titleOf(commandId: string): string;
}

/**
 * Workers who are to be called because a command had no answer (the step `voice-call` of its escalation). In memory: the centre tells it
 * once to whoever is there, and the command itself shows who owes an answer for as long as it is open.
 */
export class VoiceCalls {
  readonly #world: VoiceCallsWorld;
  readonly #asked = new Map<string, { command: NonNullable<Notice['command']>; at: number; since: number }>();

  constructor(world: VoiceCallsWorld) {
    this.#world = world;
  }

  asked(command: NonNullable<Notice['command']>): void {
    // The latest word of a command stands last.
    this.#asked.delete(command.id);
    this.#asked.set(command.id, { command, at: this.#world.serverNow(), since: this.#world.monotonic() });
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > MOST && oldest !== undefined) this.#asked.delete(oldest);
  }

  list(): VoiceCall[] {
    const { monotonic, nameOf, titleOf } = this.#world;
    return [...this.#asked.values()]
      .filter(({ since }) => monotonic() - since < STANDS_MS)
      .map(({ command, at }) => ({
        ...{ commandId: command.id, title: titleOf(command.id), at, count: command.count },
        workers: command.workerIds.map((id) => ({ id, name: nameOf(id) })),
      }));
  }

  forget(): void {
    this.#asked.clear();
  }
}

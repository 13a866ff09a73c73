import type { z } from 'zod';
import { type floorEventSchema, TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { type Floor, view } from './state.ts';

type FloorEvent = z.infer<typeof floorEventSchema>;

/** The right to talk on a channel: asked for while the button is held. Voice itself is not sent from a browser yet. */
export class Radio {
  readonly #emit: (event: string, payload: unknown) => Promise<unknown>;
  #held: string | null = null;

  constructor(emit: (event: string, payload: unknown) => Promise<unknown>) {
    this.#emit = emit;
  }

  /** The button goes down. */
  async press(channelId: string): Promise<void> {
    this.#held = channelId;
    this.#show(channelId, { mine: 'asking' });
    const answer = await this.#emit('floor:request', { channelId }).catch(() => null);
    const parsed = TERMINAL_TO_GATEWAY['floor:request'].ack.safeParse(answer);
    const state = parsed.success && parsed.data.ok ? parsed.data.state : 'denied';
    // Let go before the answer came: nobody shall hold the floor by mistake.
    if (this.#held !== channelId) return void this.#release(channelId);
    this.#show(channelId, { mine: state });
  }

  /** The button is let go. */
  async letGo(): Promise<void> {
    const channelId = this.#held;
    this.#held = null;
    if (channelId === null) return;
    this.#show(channelId, { mine: null });
    await this.#release(channelId);
  }

  taken({ channelId, talker }: FloorEvent): void {
    this.#show(channelId, { talker: talker?.name ?? '' });
  }
  idle({ channelId }: FloorEvent): void {
    this.#show(channelId, { talker: null });
  }
  granted({ channelId }: FloorEvent): void {
    if (this.#held === channelId) this.#show(channelId, { mine: 'granted' });
    else void this.#release(channelId);
  }
  revoked({ channelId }: FloorEvent): void {
    this.#show(channelId, { mine: null });
  }

  async #release(channelId: string): Promise<void> {
    await this.#emit('floor:release', { channelId }).catch(() => undefined);
  }

  #show(channelId: string, change: Partial<Floor>): void {
    const { floor } = view.getState();
    const known: Floor = floor?.channelId === channelId ? floor : { channelId, mine: null, talker: null };
    view.setState({ floor: { ...known, ...change } });
  }
}

import { z } from 'zod';
import type { Muster } from '#shared/domain/muster.ts';
import type { User } from '#shared/protocol/entities.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Outbox, OutboxRow } from '../outbox/outbox.ts';

/** How long a look-up that was given a reason opens the trail; the same as in the centre. */
const OPEN_MS = 30 * 60_000;
const lookUpSchema = OP_PAYLOADS['trail.look-up'].pick({ workerId: true, from: true, to: true });
type Look = z.infer<typeof lookUpSchema>;

interface LookUp extends Look {
  opId: string;
  userId: string;
  at: number;
}

export interface LookUpWorld {
  outbox: Outbox;
  monotonic(): number;
  /** the centre's clock */
  serverNow(): number;
  muster(id: string): Muster | null;
}

/**
 * Which trails are open to whom: a look-up opens one, the replay of a muster those of its units, once it lies in the outbox,
 * so that it reaches the centre's audit also when this desk is alone. Kept in memory: after a new start it is asked for again.
 */
export class LookUps {
  readonly #world: LookUpWorld;
  #open: LookUp[] = [];

  constructor(world: LookUpWorld) {
    this.#world = world;
  }

  /** An action was accepted: when it lies in the outbox as a look, the trails it names are open from now on. */
  accepted(opId: string): void {
    // What counts is what the outbox holds, not what a window said it had sent.
    const row = this.#world.outbox.get(opId);
    if (!row || this.#open.some((open) => open.opId === opId)) return;
    const at = this.#world.monotonic();
    this.#open.push(...this.#looksOf(row).map((look) => ({ ...look, opId, userId: row.user_id, at })));
  }

  isOpen(user: User | null, workerId: string, from: number, to: number): boolean {
    return this.openUntil(user, workerId, from) >= to;
  }

  /** Up to when a worker's trail is open from a time on: the end of what was looked up; -Infinity when it is not. */
  openUntil(user: User | null, workerId: string, from: number): number {
    const now = this.#world.monotonic();
    this.#open = this.#open.filter(({ at }) => now - at < OPEN_MS);
    const fits = this.#open.filter(
      (open) =>
        open.userId === user?.id && open.workerId === workerId && open.from <= from && !this.#wasRefused(open.opId),
    );
    return Math.max(Number.NEGATIVE_INFINITY, ...fits.map(({ to }) => to));
  }

  #looksOf({ kind, payload, entity_id }: OutboxRow): Look[] {
    if (kind === 'trail.look-up') {
      const look = lookUpSchema.safeParse(JSON.parse(payload));
      return look.success ? [look.data] : [];
    }
    const muster = kind === 'muster.replay' && entity_id !== null ? this.#world.muster(entity_id) : null;
    const to = muster?.stoodDownAt ?? this.#world.serverNow();
    return muster?.units.map(({ workerId }) => ({ workerId, from: muster.startedAt, to })) ?? [];
  }

  #wasRefused(opId: string): boolean {
    const state = this.#world.outbox.get(opId)?.state;
    return state === 'refused' || state === 'conflict';
  }
}

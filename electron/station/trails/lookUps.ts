import { z } from 'zod';
import type { Muster } from '#shared/domain/muster.ts';
import type { User } from '#shared/protocol/entities.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxRow } from '../outbox/rows.ts';

/** How long a look-up that was given a reason opens the trail; the same as in the centre. */
const OPEN_MS = 30 * 60_000;
const lookUpSchema = OP_PAYLOADS['trail.look-up'].pick({ workerId: true, from: true, to: true });
const nearSchema = OP_PAYLOADS['trail.near'].pick({ workerIds: true, from: true, to: true });
const districtSchema = OP_PAYLOADS['trail.district'].pick({ from: true, to: true });
/** Stands for everybody: what a look at the whole district opens, and nothing else does. */
export const EVERYBODY = '*';
const SENT_EVERY_MS = 50;
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

  /** Waits until the centre has taken the look-ups that open this, or has not for a while: it tells nothing before. */
  async sent(user: User | null, workerId: string, withinMs: number): Promise<void> {
    const { outbox, monotonic } = this.#world;
    const began = monotonic();
    const waits = ({ opId }: LookUp) => ['waiting', 'sending'].includes(outbox.get(opId)?.state ?? '');
    const isOfThis = (open: LookUp) => open.userId === user?.id && open.workerId === workerId;
    while (this.#open.some((open) => isOfThis(open) && waits(open)) && monotonic() - began < withinMs)
      await new Promise((resolve) => setTimeout(resolve, SENT_EVERY_MS));
  }

  #looksOf({ kind, payload, entity_id }: OutboxRow): Look[] {
    if (kind === 'trail.look-up') {
      const look = lookUpSchema.safeParse(JSON.parse(payload));
      return look.success ? [look.data] : [];
    }
    if (kind === 'trail.district') {
      const look = districtSchema.safeParse(JSON.parse(payload));
      return look.success ? [{ workerId: EVERYBODY, ...look.data }] : [];
    }
    if (kind === 'trail.near' || kind === 'trail.export') {
      const near = nearSchema.safeParse(JSON.parse(payload));
      if (!near.success) return [];
      const { workerIds, from, to } = near.data;
      return workerIds.map((workerId) => ({ workerId, from, to }));
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

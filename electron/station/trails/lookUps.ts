import { z } from 'zod';
import type { User } from '#shared/protocol/entities.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** How long a look-up that was given a reason opens the trail; the same as in the centre. */
const OPEN_MS = 30 * 60_000;
const lookUpSchema = OP_PAYLOADS['trail.look-up'].pick({ workerId: true, from: true, to: true });

interface LookUp extends z.infer<typeof lookUpSchema> {
  opId: string;
  userId: string;
  at: number;
}

/**
 * Which trails are open to whom: a look-up opens one once it lies in the outbox, so that it reaches the centre's audit also
 * when this desk is alone. Kept in memory: after a new start it is asked for again.
 */
export class LookUps {
  readonly #outbox: Outbox;
  readonly #monotonic: () => number;
  #open: LookUp[] = [];

  constructor(outbox: Outbox, monotonic: () => number) {
    this.#outbox = outbox;
    this.#monotonic = monotonic;
  }

  /** An action was accepted: when it lies in the outbox as a look-up, its trail is open from now on. */
  accepted(opId: string): void {
    // What counts is what the outbox holds, not what a window said it had sent.
    const row = this.#outbox.get(opId);
    if (row?.kind !== 'trail.look-up') return;
    const lookUp = lookUpSchema.safeParse(JSON.parse(row.payload));
    if (!lookUp.success || this.#open.some((open) => open.opId === opId)) return;
    this.#open.push({ ...lookUp.data, opId, userId: row.user_id, at: this.#monotonic() });
  }

  isOpen(user: User | null, workerId: string, from: number, to: number): boolean {
    const now = this.#monotonic();
    this.#open = this.#open.filter(({ at }) => now - at < OPEN_MS);
    return this.#open.some(
      (open) =>
        open.userId === user?.id &&
        open.workerId === workerId &&
        open.from <= from &&
        open.to >= to &&
        !this.#wasRefused(open.opId),
    );
  }

  #wasRefused(opId: string): boolean {
    const state = this.#outbox.get(opId)?.state;
    return state === 'refused' || state === 'conflict';
  }
}

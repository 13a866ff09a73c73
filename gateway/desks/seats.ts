import type { Seat } from '#shared/protocol/desks.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { Gateway } from '../context.ts';
import { rowsOf } from '../directory/directory.ts';
import { putRow } from '../storage/putRow.ts';

/** Which desks are linked and who sits at them, as rows. What it writes is told one after the other, as it happened. */
export class Seats {
  readonly #gateway: Gateway;
  /** connections of each desk, the last one that came last */
  readonly #sitting = new Map<string, { connectionId: string; user: User }[]>();
  #written: Promise<void> = Promise.resolve();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** After a crash nobody sits anywhere until they are linked again. */
  async clear(): Promise<void> {
    const { storage } = this.#gateway;
    const left: string[] = [];
    for await (const { id } of rowsOf(storage, 'seat')) left.push(id);
    if (left.length > 0) await storage.commit({ dels: left.map((id) => ({ entity: 'seat', id })) });
  }

  enter(consoleId: string, connectionId: string, user: User): void {
    this.#sitting.set(consoleId, [...(this.#sitting.get(consoleId) ?? []), { connectionId, user }]);
    this.#write(consoleId);
  }

  leave(consoleId: string, connectionId: string): void {
    const staying = (this.#sitting.get(consoleId) ?? []).filter((one) => one.connectionId !== connectionId);
    if (staying.length > 0) this.#sitting.set(consoleId, staying);
    else this.#sitting.delete(consoleId);
    this.#write(consoleId);
  }

  async settled(): Promise<void> {
    await this.#written;
  }

  #write(consoleId: string): void {
    this.#written = this.#written
      .then(() => this.#bring(consoleId))
      .catch((error: unknown) => this.#gateway.log.warn({ err: error, consoleId }, 'a seat could not be written'));
  }

  /** Brings the row to how it is now: a desk whose link flickers costs nothing in between. */
  async #bring(consoleId: string): Promise<void> {
    const { storage, now } = this.#gateway;
    const stored = await storage.get('seat', consoleId);
    const user = this.#sitting.get(consoleId)?.at(-1)?.user;
    if (!user) {
      if (stored) await storage.commit({ dels: [{ entity: 'seat', id: consoleId }] });
      return;
    }
    if (stored?.user.id === user.id) return;
    const { id, name, roles } = user;
    const seat: Seat = { id: consoleId, version: (stored?.version ?? 0) + 1, user: { id, name, roles }, since: now() };
    await storage.commit({ puts: [putRow('seat', seat)] });
  }
}

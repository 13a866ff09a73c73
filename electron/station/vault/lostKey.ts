import type { Db } from '../db/driver.ts';
import { Meta } from '../db/meta.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxRow } from '../outbox/rows.ts';
import { keyFits } from './keyCheck.ts';
import type { Vault } from './vault.ts';

const ENTRY = 'vault-lost';

/**
 * A key that is gone, for as long as something waits here that only it would open: told at every start, until all of that was
 * typed again or dropped.
 */
export class LostKey {
  readonly #db: Db;
  readonly #meta: Meta;
  readonly #outbox: Outbox;
  #lost = false;

  constructor(db: Db, outbox: Outbox) {
    this.#db = db;
    this.#meta = new Meta(db);
    this.#outbox = outbox;
  }

  /** At a start: whether the present key is another than what lies here was encrypted with. Leaves a mark of the present one. */
  check(vault: Vault): void {
    if (!keyFits(this.#meta, vault)) this.#meta.set(ENTRY, '1');
    this.#lost = this.#meta.get(ENTRY) !== null;
    if (this.#lost && !this.isUnsettled) this.#meta.remove(ENTRY);
  }

  get isUnsettled(): boolean {
    if (this.#lost) this.#lost = this.#holdsLost();
    return this.#lost;
  }

  #holdsLost(): boolean {
    const rows = this.#db.prepare<[], Pick<OutboxRow, 'id' | 'kind' | 'payload'>>(
      `SELECT id, kind, payload FROM outbox WHERE state <> 'done' ORDER BY n`,
    );
    for (const row of rows.iterate()) {
      const read = this.#outbox.read(row);
      if (!read.ok && read.code === 'key-lost') return true;
    }
    return false;
  }
}

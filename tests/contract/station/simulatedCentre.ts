import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Category, EntityName, EntityRow } from '#shared/protocol/entities.ts';
import type { ShiftNote } from '#shared/protocol/shifts.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { createLogger } from '../../../gateway/logger.ts';
import { type RunningGateway, startGateway } from '../../../gateway/server.ts';
import { openSqliteStorage } from '../../../gateway/storage/sqlite/sqliteStorage.ts';
import { REPOSITORY } from './harness.ts';

/** What the centre's store holds, read while it is closed. */
export interface CentreRecord {
  cases: Case[];
  events: CaseEvent[];
  commands: Command[];
  notes: ShiftNote[];
}

/** The real gateway in this process, by a clock that a test moves; closed and opened again it is the same centre. */
export class SimulatedCentre {
  readonly #folder: string;
  readonly #now: () => number;
  #gateway: RunningGateway | null = null;
  #port = 0;

  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async open(): Promise<void> {
    this.#gateway = await startGateway({
      host: '127.0.0.1',
      port: this.#port,
      dataFolder: this.#folder,
      districtFolder: join(REPOSITORY, 'resources/district'),
      demo: true,
      log: createLogger('silent'),
      now: this.#now,
    });
    this.#port = this.#gateway.port;
  }

  async close(): Promise<void> {
    await this.#gateway?.close();
    this.#gateway = null;
  }

  /** Gives an operator these roles. Only while the centre is closed. */
  async giveRoles(id: string, roles: Role[]): Promise<void> {
    const storage = openSqliteStorage(this.#folder);
    const account = await storage.accounts.byId(id);
    if (!account) throw new Error(`no account ${id}`);
    await storage.accounts.put([{ ...account, roles }]);
    await storage.close();
  }

  /** Adds a category to the catalogue, or takes it away. Only while the centre is closed. */
  setCategory(code: string, there: boolean): void {
    const db = new Database(join(this.#folder, 'centre.sqlite'));
    db.prepare("DELETE FROM entity WHERE entity = 'category' AND id = ?").run(code);
    if (there) {
      const first = db.prepare("SELECT value FROM entity WHERE entity = 'category' LIMIT 1").pluck().get() as string;
      const value = JSON.stringify({ ...(JSON.parse(first) as Category), code });
      db.prepare("INSERT INTO entity (entity, id, version, value) VALUES ('category', ?, 1, ?)").run(code, value);
    }
    db.close();
  }

  /** Everything there is. Only while the centre is closed. */
  record(): CentreRecord {
    const db = new Database(join(this.#folder, 'centre.sqlite'), { readonly: true });
    const rows = <E extends EntityName>(entity: E): EntityRow<E>[] =>
      (db.prepare('SELECT value FROM entity WHERE entity = ? ORDER BY id').pluck().all(entity) as string[]).map(
        (value) => JSON.parse(value) as EntityRow<E>,
      );
    const record = {
      cases: rows('case'),
      events: rows('case-event'),
      commands: rows('command'),
      notes: rows('shift-note'),
    };
    db.close();
    return record;
  }
}

import type { Answer } from '#shared/contract/station.ts';
import type { Revealed } from '#shared/contract/views.ts';
import { type Case, ENDED_STATES } from '#shared/domain/case.ts';
import { revealResultSchema } from '#shared/protocol/console.ts';
import type { Privacy } from '#shared/protocol/personal.ts';
import type { IdleTask } from '../care/idle.ts';
import type { Db } from '../db/driver.ts';
import { securely } from '../db/secureDelete.ts';
import { yes } from '../serve/answers.ts';
import type { Vault } from './vault.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LONGEST_TIMER_MS = DAY_MS;

export interface RevealsWorld {
  db: Db;
  vault: Vault;
  /** this machine's clock */
  now(): number;
  privacy(): Privacy;
  /** the case as the cache has it; null when it has not */
  caseOf(id: string): Pick<Case, 'state' | 'updatedAt'> | null;
  changed(): void;
}

const sealedSchema = revealResultSchema.pick({ contact: true, texts: true });

interface Row {
  case_id: string;
  user_id: string;
  sealed: string;
  revealed_at: number;
  until: number;
}

/**
 * What the centre revealed to an operator here: kept encrypted, shown to that operator only and for a time; erased when
 * the time is over, when they sign out, and some days after the case ended at the latest.
 */
export class Reveals implements IdleTask {
  readonly name = 'reveals';
  readonly #world: RevealsWorld;
  readonly #sql;
  #timer: NodeJS.Timeout | null = null;

  constructor(world: RevealsWorld) {
    this.#world = world;
    const { db } = world;
    this.#sql = {
      put: db.prepare('INSERT OR REPLACE INTO contacts VALUES (?, ?, ?, ?, ?)'),
      get: db.prepare<[string, string], Row>('SELECT * FROM contacts WHERE case_id = ? AND user_id = ?'),
      all: db.prepare<[], Row>('SELECT * FROM contacts'),
      remove: db.prepare('DELETE FROM contacts WHERE case_id = ? AND user_id = ?'),
    };
  }

  /**
   * Keeps the answer to a reveal; inside the transaction that writes it down.
   *
   * @returns false when the answer came without what it should tell: an older centre tells it once, and that got lost
   */
  keep(caseId: string, userId: string, result: unknown): boolean {
    const parsed = revealResultSchema.safeParse(result);
    if (!parsed.success || parsed.data.contact === undefined) return false;
    const { contact, texts } = parsed.data;
    const now = this.#world.now();
    const until = now + this.#world.privacy().revealMinutes * MINUTE_MS;
    const sealed = this.#world.vault.seal(ownerOf(caseId, userId), JSON.stringify({ contact, texts }));
    this.#sql.put.run(caseId, userId, sealed, now, until);
    this.#wait();
    return true;
  }

  /** What this operator may look at now; null when nothing, or not any more. */
  of(caseId: string, userId: string): Revealed | null {
    const row = this.#sql.get.get(caseId, userId);
    if (!row || this.#isOver(row)) return null;
    const text = this.#world.vault.open(ownerOf(caseId, userId), row.sealed);
    const opened = text === null ? null : sealedSchema.safeParse(JSON.parse(text));
    if (!opened?.success) return null;
    return { contact: opened.data.contact ?? null, texts: opened.data.texts ?? [], until: row.until };
  }

  /** Erases what nobody may look at any more: also in idle time, for cases that ended meanwhile. */
  step(): boolean {
    this.#erase((row) => this.#isOver(row) || this.#isOld(row.case_id));
    return true;
  }

  /** Erases whatever belongs to others than who sits here now; null: nobody does. */
  forgetOthers(userId: string | null): void {
    this.#erase((row) => row.user_id !== userId);
  }

  /** Erases one at once: the operator has seen enough. */
  maskAgain(caseId: string, userId: string): Answer<null> {
    this.#erase((row) => row.case_id === caseId && row.user_id === userId);
    return yes(null);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** A clock that was set back must not show it for longer. */
  #isOver({ revealed_at, until }: Row): boolean {
    const now = this.#world.now();
    return now >= until || now < revealed_at;
  }

  #isOld(caseId: string): boolean {
    const known = this.#world.caseOf(caseId);
    if (!known || !ENDED_STATES.some((state) => state === known.state)) return false;
    return this.#world.now() - known.updatedAt > this.#world.privacy().contactDays * DAY_MS;
  }

  #erase(isGone: (row: Row) => boolean): void {
    const { db, changed } = this.#world;
    const gone = this.#sql.all.all().filter(isGone);
    if (gone.length > 0) {
      const remove = db.transaction(() => gone.forEach((row) => this.#sql.remove.run(row.case_id, row.user_id)));
      securely(db, remove);
      changed();
    }
    this.#wait();
  }

  #wait(): void {
    this.stop();
    const ends = this.#sql.all.all().map((row) => row.until - this.#world.now());
    if (ends.length === 0) return;
    this.#timer = setTimeout(() => this.step(), Math.min(LONGEST_TIMER_MS, Math.max(1, Math.min(...ends))));
    this.#timer.unref();
  }
}

function ownerOf(caseId: string, userId: string): string {
  return `contacts/${caseId}/${userId}`;
}

import { type Case, ENDED_STATES } from '#shared/domain/case.ts';
import { foldFacts } from '#shared/domain/facts.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { casePut } from './casePut.ts';

/** Goes once through the cases of a centre from before facts were kept, some at a time, and folds them from their history. */
export class FactsKeeper {
  readonly #gateway: Gateway;
  /** id of the last case that was looked at; null: all were */
  #after: string | null = '';

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  async round(): Promise<void> {
    if (this.#after === null) return;
    const { rows, next } = await this.#gateway.storage.list('case', this.#after, LIMITS.factsRows);
    for (const { value } of rows) await this.#fill(value as Case);
    this.#after = next ?? null;
  }

  /** The version stays: no line is written, and nothing an operator decides by has changed. */
  async #fill(row: Case): Promise<void> {
    const { storage, directory, calendar, now } = this.#gateway;
    const isPast = ENDED_STATES.includes(row.state) && row.updatedAt < now() - LIMITS.factsPastMs;
    if (row.facts || isPast) return;
    const history = await storage.children('case-event', row.id);
    const facts = foldFacts(history, { limits: directory.limitsOf(row.categoryCode), calendar });
    if (!facts) return;
    // Whoever changes the case first folds them too.
    await storage.commit({ puts: [casePut({ ...row, facts }, history, row.version)] });
  }
}

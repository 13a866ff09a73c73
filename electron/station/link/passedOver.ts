import { z } from 'zod';
import { CASE_STATES, ENDED_STATES } from '#shared/domain/case.ts';
import type { EntityName } from '#shared/protocol/entities.ts';
import type { Cache, Stores } from '../cache/cache.ts';
import type { CacheSet } from '../db/cacheTables.ts';

const caseSchema = z.object({ id: z.string(), state: z.enum(CASE_STATES), updatedAt: z.number() });
const lineSchema = z.object({ caseId: z.string(), at: z.number() });
const commandSchema = z.object({ caseId: z.string().nullish(), issuedAt: z.number() });
const receiptSchema = z.object({ commandId: z.string(), at: z.number() });

/**
 * Tells which rows of a snapshot a desk need not take in: ended cases that have not changed since `since` would be retired
 * right after, and with a case go its history, its commands and their receipts. The rows of cases come before those, so what
 * belongs to no case that was taken is known by its not being there; whatever is younger is taken in any case.
 */
export class PassedOver {
  readonly #cache: Cache;
  readonly #stores: Stores;
  readonly #since: number;

  constructor(cache: Cache, set: CacheSet, since: number) {
    this.#cache = cache;
    this.#stores = cache.storesOf(set);
    this.#since = since;
  }

  covers(entity: EntityName, value: unknown): boolean {
    switch (entity) {
      case 'case':
        return this.#isOldCase(value);
      case 'case-event':
        return this.#isOfNone(lineSchema.safeParse(value).data);
      case 'command': {
        const command = commandSchema.safeParse(value).data;
        return this.#isOfNone(command && { caseId: command.caseId ?? null, at: command.issuedAt });
      }
      case 'receipt': {
        const receipt = receiptSchema.safeParse(value).data;
        return (
          receipt !== undefined && this.#isOld(receipt.at) && this.#stores.records.command(receipt.commandId) === null
        );
      }
      default:
        return false;
    }
  }

  #isOldCase(value: unknown): boolean {
    const known = caseSchema.safeParse(value).data;
    if (!known || !ENDED_STATES.includes(known.state) || !this.#isOld(known.updatedAt)) return false;
    return !this.#cache.waitsOn(known.id);
  }

  #isOfNone(line: { caseId: string | null; at: number } | undefined): boolean {
    if (!line || line.caseId === null || !this.#isOld(line.at)) return false;
    return this.#stores.cases.truthVersion(line.caseId) === null;
  }

  #isOld(at: number): boolean {
    return at < this.#since;
  }
}

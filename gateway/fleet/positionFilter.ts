import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { faultOf, isReachable, type JudgedFix, type PositionRules } from '#shared/domain/positionRules.ts';
import { DROP_REASONS, type DropCounts, type DroppedPositions, type DropReason } from '#shared/protocol/positions.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { LIMITS } from '../limits.ts';

/** So many of the last fixes taken of a worker are known when they come again. */
const FIXES_KNOWN = 32;

const rulesSchema = z
  .strictObject({
    futureMs: z.number().int().min(0).max(86_400_000),
    pastMs: z.number().int().min(60_000).max(LIMITS.pastMs),
    accuracyMeters: z.number().min(1).max(100_000),
    jumpMetersPerSecond: z.number().min(1).max(1000),
    jumpSlackMeters: z.number().min(0).max(10_000),
    jumpAgreeing: z.number().int().min(1).max(100),
  })
  .partial();

/** Thresholds that differ from the usual ones; no file: none. Throws an Error that names the file and what is wrong with it. */
export function readPositionRules(file: string | undefined): Partial<PositionRules> {
  if (file === undefined) return {};
  try {
    return rulesSchema.parse(JSON.parse(readFileSync(resolve(file), 'utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`position rules ${file}: ${why}`, { cause: error });
  }
}

interface Dropped {
  /** the duty it belongs to */
  dutySince: number | null;
  counts: Uint32Array;
  last: DroppedPositions['last'];
}

/**
 * Judges every position of terminals before it is taken, and keeps account of what was dropped: by worker and reason since
 * their duty began, with the last one of each. In memory only: a restart begins anew and says since when.
 */
export class PositionFilter {
  readonly #rules: PositionRules;
  readonly #startedAt: number;
  /** by worker index */
  readonly #recent = new Map<number, RecentFixes>();
  readonly #suspects = new Map<number, { fix: JudgedFix; agreeing: number }>();
  readonly #dropped = new Map<number, Dropped>();
  /** metres, of the newest fix taken */
  readonly #accuracies = new Map<number, number>();
  readonly #all = new Uint32Array(DROP_REASONS.length);
  #taken = 0;

  constructor(rules: Partial<PositionRules>, now: number) {
    this.#rules = { ...LIMITS.positions, ...rules };
    this.#startedAt = now;
  }

  /**
   * Why a fix is not to be taken; null: it is, and counts as taken. `last` is where the worker was seen last. On the hot path: no
   * I/O, nothing is made for a plain fix.
   */
  judge(index: number, fix: JudgedFix, last: JudgedFix | null, near: boolean, now: number): DropReason | null {
    const fault = faultOf(fix, near, this.#rules, now);
    if (fault) return fault;
    const recent = this.#recentOf(index);
    if (recent.has(fix)) return 'duplicate';
    if (last && !isReachable(last, fix, this.#rules) && !this.#isAgreed(index, fix)) return 'jump';
    this.#suspects.delete(index);
    recent.add(fix);
    if (!last || fix.t >= last.t) this.#accuracies.set(index, fix.accuracy ?? Number.NaN);
    this.#taken += 1;
    return null;
  }

  /** Counts one that was dropped, and keeps it as the last: but nothing of where somebody off duty is. */
  drop(worker: Worker, reason: DropReason, fix: JudgedFix, now: number): void {
    const place = DROP_REASONS.indexOf(reason);
    const dropped = this.#droppedOf(worker);
    dropped.counts[place] = (dropped.counts[place] ?? 0) + 1;
    this.#all[place] = (this.#all[place] ?? 0) + 1;
    if (reason === 'off-duty') return;
    const { t, lon, lat, accuracy } = fix;
    dropped.last = { reason, t, at: now, lon, lat, ...(accuracy === undefined ? {} : { accuracy }) };
  }

  /** Of one worker since their duty began. */
  of(worker: Worker): DroppedPositions {
    const dropped = this.#dropped.get(worker.index);
    const since = Math.max(worker.dutySince ?? 0, this.#startedAt);
    const known = this.#accuracies.get(worker.index) ?? Number.NaN;
    const accuracy = worker.onDuty && Number.isFinite(known) ? { accuracy: known } : {};
    if (!dropped || dropped.dutySince !== worker.dutySince)
      return { workerId: worker.id, since, counts: {}, ...accuracy, last: null };
    return { workerId: worker.id, since, counts: countsOf(dropped.counts), ...accuracy, last: dropped.last };
  }

  /** Of all workers since this gateway started. */
  ofAll(): DroppedPositions {
    return {
      workerId: null,
      since: this.#startedAt,
      taken: this.#taken,
      workers: this.#dropped.size,
      counts: countsOf(this.#all),
      last: null,
    };
  }

  /** Jumps that agree with each other, so many in a row: it is the one before them that was wrong. */
  #isAgreed(index: number, fix: JudgedFix): boolean {
    const before = this.#suspects.get(index);
    const agreeing = before && isReachable(before.fix, fix, this.#rules) ? before.agreeing + 1 : 1;
    this.#suspects.set(index, { fix: { t: fix.t, lon: fix.lon, lat: fix.lat }, agreeing });
    return agreeing >= this.#rules.jumpAgreeing;
  }

  #droppedOf({ index, dutySince }: Worker): Dropped {
    const known = this.#dropped.get(index);
    if (known && known.dutySince === dutySince) return known;
    const fresh = { dutySince, counts: new Uint32Array(DROP_REASONS.length), last: null };
    this.#dropped.set(index, fresh);
    return fresh;
  }

  #recentOf(index: number): RecentFixes {
    const known = this.#recent.get(index);
    if (known) return known;
    const fresh = new RecentFixes();
    this.#recent.set(index, fresh);
    return fresh;
  }
}

/** The fixes of one worker that were taken last: time, longitude, latitude. */
class RecentFixes {
  readonly #fixes = new Float64Array(FIXES_KNOWN * 3);
  #next = 0;

  has({ t, lon, lat }: JudgedFix): boolean {
    for (let at = 0; at < this.#fixes.length; at += 3)
      if (this.#fixes[at] === t && this.#fixes[at + 1] === lon && this.#fixes[at + 2] === lat) return true;
    return false;
  }

  add({ t, lon, lat }: JudgedFix): void {
    this.#fixes[this.#next] = t;
    this.#fixes[this.#next + 1] = lon;
    this.#fixes[this.#next + 2] = lat;
    this.#next = (this.#next + 3) % this.#fixes.length;
  }
}

function countsOf(counts: Uint32Array): DropCounts {
  return Object.fromEntries(
    DROP_REASONS.map((reason, n) => [reason, counts[n] ?? 0] as const).filter(([, n]) => n > 0),
  );
}

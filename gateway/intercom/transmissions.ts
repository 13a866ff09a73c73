import type { FloorRules } from '#shared/domain/floor.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { Transmission } from '#shared/protocol/intercom.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';
import type { EndReason, Talk } from './floor.ts';

/** What is to be written of one talk. */
interface Entry {
  id: string;
  begun?: Transmission;
  end?: Pick<Transmission, 'endedAt' | 'endedBy' | 'emergency'>;
}

const OPEN_ROWS = 500;
const TRIES = 3;

/**
 * Writes every talk as a row: when it begins and when it ends, in batches, beside the path of the voice. Nobody waits for it; a talk that a
 * kill left open is ended at the next start.
 */
export class TransmissionBook {
  readonly #gateway: Gateway;
  readonly #rules: FloorRules;
  #waiting = new Map<string, Entry>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(gateway: Gateway, rules: FloorRules) {
    this.#gateway = gateway;
    this.#rules = rules;
  }

  began(talk: Readonly<Talk>): void {
    const { transmissionId: id, channelId, talker, since, streamId, emergency } = talk;
    const channel = this.#gateway.directory.channels.get(channelId);
    const caseId = channel?.caseId ? { caseId: channel.caseId } : {};
    const said = { channelId, talker, startedAt: since, endedAt: null, mediaId: null, streamId, emergency };
    this.#gather({ id, begun: { id, version: 1, ...said, ...caseId, ...this.#placeOf(talk) } });
  }

  ended({ transmissionId: id, emergency }: Readonly<Talk>, endedBy: EndReason, endedAt: number): void {
    this.#gather({ id, end: { endedAt, endedBy, emergency } });
  }

  /** Ends the talks that were going on when the gateway was killed: each at the latest moment it can have lasted to. */
  async restore(): Promise<void> {
    const { storage, now } = this.#gateway;
    const { talkMs, graceMs } = this.#rules;
    for (;;) {
      const open = await storage.inState('transmission', 'open', OPEN_ROWS);
      if (open.length === 0) return;
      const puts = open.map((row): Put => {
        const most = row.startedAt + (row.emergency ? 2 * talkMs : talkMs) + graceMs;
        const end = { endedAt: Math.min(now(), most), endedBy: 'vanished' as const };
        return putRow('transmission', { ...row, ...end, version: row.version + 1 }, row.version);
      });
      await storage.commit({ puts });
    }
  }

  /** Resolves when everything gathered is durable, or could not be made so. */
  async settled(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#writing;
    await this.#write();
  }

  /** Where the talker is, if the last fix is one of now. */
  #placeOf({ talker }: Readonly<Talk>): { lon: number; lat: number } | undefined {
    const { directory, fleet } = this.#gateway;
    const worker = talker.kind === 'terminal' ? directory.workers.get(talker.id) : undefined;
    if (!worker?.onDuty || (fleet.statusOf(worker.index) & STATUS.stale) !== 0) return undefined;
    return fleet.placeOf(worker.index) ?? undefined;
  }

  #gather(entry: Entry): void {
    this.#waiting.set(entry.id, { ...this.#waiting.get(entry.id), ...entry });
    this.#later(LIMITS.talkWaitMs);
  }

  #later(ms: number): void {
    if (this.#writing) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#writing = this.#write().then((done) => {
        this.#writing = null;
        if (this.#waiting.size > 0) this.#later(done ? LIMITS.talkWaitMs : LIMITS.talkRetryMs);
      });
    }, ms).unref();
  }

  /** Writes what waits; false when the store could not take it. */
  async #write(): Promise<boolean> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting.values()].slice(0, LIMITS.talkBatch);
      for (const { id } of batch) this.#waiting.delete(id);
      try {
        await this.#commit(batch);
      } catch (error) {
        this.#keep(batch);
        this.#gateway.log.error({ err: error, talks: this.#waiting.size }, 'talks could not be written yet');
        return false;
      }
    }
    return true;
  }

  /** Puts back what could not be written, behind what was told since; a store that is full for hours loses the oldest. */
  #keep(batch: readonly Entry[]): void {
    const since = this.#waiting;
    this.#waiting = new Map(batch.map((entry) => [entry.id, entry]));
    for (const [id, entry] of since) this.#waiting.set(id, { ...this.#waiting.get(id), ...entry });
    const lost = this.#waiting.size - LIMITS.talksWaiting;
    if (lost <= 0) return;
    for (const id of [...this.#waiting.keys()].slice(0, lost)) this.#waiting.delete(id);
    this.#gateway.log.error({ talks: lost }, 'talks were not written: too many wait');
  }

  async #commit(batch: readonly Entry[]): Promise<void> {
    const { storage } = this.#gateway;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const puts = (await Promise.all(batch.map((entry) => this.#rowOf(entry)))).flatMap((put) => put ?? []);
      if (puts.length === 0 || (await storage.commit({ puts })).ok) return;
    }
    throw new Error('talks of this batch are written by somebody else again and again');
  }

  /** The row as it is to be, on top of what is stored: an operator may have tied it to a case meanwhile. */
  async #rowOf({ id, begun, end }: Entry): Promise<Put | null> {
    const stored = await this.#gateway.storage.get('transmission', id);
    if (!stored) return begun ? putRow('transmission', { ...begun, ...end }, 0) : null;
    if (!end) return null;
    return putRow('transmission', { ...stored, ...end, version: stored.version + 1 }, stored.version);
  }
}

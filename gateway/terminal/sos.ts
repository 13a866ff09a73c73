import { z } from 'zod';
import type { sosNoticeSchema } from '#shared/protocol/console.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { toWgs84 } from '#shared/geo/index.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { decideOnce } from '../ops/decision.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';
import { timeRefusal } from './times.ts';

type Sos = z.infer<(typeof TERMINAL_TO_GATEWAY)['sos']['payload']>;
export interface AlarmNotice {
  level: 'alarm';
  code: 'sos';
  message: string;
  sos: z.infer<typeof sosNoticeSchema>;
}

const callSchema = z.object({ lon: z.number(), lat: z.number(), at: z.number() });
/** Many more than can be fresh at once. */
const MOST_RESTORED = 1000;

function noticeOf(worker: Worker, id: string, call: z.infer<typeof callSchema>): AlarmNotice {
  return {
    level: 'alarm',
    code: 'sos',
    message: `${worker.name}（${worker.id}）紧急呼叫`,
    sos: { id, workerId: worker.id, ...call },
  };
}

/** Emergency calls: told to every console at once, and again to each that connects while the call is fresh. */
export class SosDesk {
  readonly #gateway: Gateway;
  readonly #tell: (notice: AlarmNotice) => void;
  readonly #active = new Map<string, AlarmNotice>();

  constructor(gateway: Gateway, tell: (notice: AlarmNotice) => void) {
    this.#gateway = gateway;
    this.#tell = tell;
  }

  async take(worker: Worker, sos: Sos): Promise<{ ok: true } | WireRefusal> {
    const { directory, fleet, storage, now } = this.#gateway;
    const late = timeRefusal(sos.at, now());
    if (late) return late;
    const { lon, lat } = toWgs84(sos.lon, sos.lat, sos.crs);
    if (!directory.isNear(lon, lat)) return refuse('invalid', '位置不在本区附近');
    const asked = { scope: 'sos', id: sos.id, by: worker.id } as const;
    const detail = { lon, lat, at: sos.at };
    const notice = noticeOf(worker, sos.id, detail);
    const answer = await decideOnce(storage, asked, async () => ({
      ok: true,
      unit: { audits: [{ id: sos.id, at: now(), actorId: worker.id, kind: 'sos', subject: worker.id, detail }] },
      answer: {},
      after: () => {
        fleet.move(worker.index, { t: sos.at, lon, lat });
        fleet.mark(worker.index, STATUS.sos, true);
        this.#active.set(worker.id, notice);
        this.#tell(notice);
      },
    }));
    return answer.ok ? { ok: true } : answer;
  }

  /** Takes up the calls that are still fresh after a restart: an acknowledged one must reach a console. */
  async restore(): Promise<void> {
    const { directory, fleet, storage } = this.#gateway;
    const calls = await storage.audits('sos', MOST_RESTORED);
    for (const { id, subject, detail } of calls.toReversed()) {
      const worker = directory.workers.get(subject);
      const call = callSchema.safeParse(detail);
      if (!worker || !call.success) continue;
      this.#active.set(worker.id, noticeOf(worker, id, call.data));
      fleet.mark(worker.index, STATUS.sos, true);
    }
    this.sweep();
  }

  /** Calls that are still fresh, for a console that just connected. */
  active(): AlarmNotice[] {
    return [...this.#active.values()];
  }

  /** Ends calls that are over: their time has passed or the worker went off duty. */
  sweep(): void {
    const { directory, fleet, now } = this.#gateway;
    for (const [workerId, { sos }] of this.#active) {
      const worker = directory.workers.get(workerId);
      const isOver = now() - sos.at > LIMITS.sosMs || (worker?.dutySince ?? 0) > sos.at;
      if (!isOver) continue;
      this.#active.delete(workerId);
      if (worker) fleet.mark(worker.index, STATUS.sos, false);
    }
  }
}

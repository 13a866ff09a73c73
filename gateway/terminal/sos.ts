import { z } from 'zod';
import { alarmOf, ended } from '#shared/domain/alarms/alarm.ts';
import type { sosNoticeSchema } from '#shared/protocol/console.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { TERMINAL_TO_GATEWAY } from '#shared/protocol/terminal.ts';
import { toWgs84 } from '#shared/geo/index.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { putRow } from '../storage/putRow.ts';
import { decideOnce } from '../ops/decision.ts';
import type { WireRefusal } from '../wire/refusal.ts';
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
    const { fleet, storage, now } = this.#gateway;
    const asked = { scope: 'sos', id: sos.id, by: worker.id } as const;
    const detail = this.#believed(worker, sos);
    const { lon, lat, at } = detail;
    const notice = noticeOf(worker, sos.id, detail);
    const cause = {
      ...({ key: `sos:${sos.id}`, kind: 'sos', priority: 'critical', workerIds: [worker.id] } as const),
      ...{ caseId: null, areaId: null, figure: null, lon, lat },
    };
    const alarm = alarmOf(cause, sos.id, at, now(), true);
    const answer = await decideOnce(storage, asked, async () => ({
      ok: true,
      unit: {
        puts: [putRow('alarm', alarm, 0)],
        audits: [{ id: sos.id, at: now(), actorId: worker.id, kind: 'sos', subject: worker.id, detail }],
      },
      answer: {},
      after: () => {
        fleet.move(worker.index, { t: at, lon, lat });
        fleet.mark(worker.index, STATUS.sos, true);
        this.#active.set(worker.id, notice);
        this.#tell(notice);
      },
    }));
    return answer.ok ? { ok: true } : answer;
  }

  /**
   * [GW219] A call is never turned away for its time or place: one from a clock that is wrong is of now, one from far away is where the
   * worker was seen last, and failing that where it says.
   */
  #believed(worker: Worker, sos: Sos): { lon: number; lat: number; at: number } {
    const { directory, fleet, now } = this.#gateway;
    const sent = toWgs84(sos.lon, sos.lat, sos.crs);
    const { lon, lat } = directory.isNear(sent.lon, sent.lat) ? sent : (fleet.placeOf(worker.index) ?? sent);
    return { lon, lat, at: timeRefusal(sos.at, now()) ? now() : sos.at };
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
    await this.sweep();
  }

  /** Calls that are still fresh, for a console that just connected. */
  active(): AlarmNotice[] {
    return [...this.#active.values()];
  }

  /** Ends calls that are over: their time has passed or the worker went off duty. */
  async sweep(): Promise<void> {
    const { directory, fleet, now, storage } = this.#gateway;
    for (const [workerId, { sos }] of this.#active) {
      const worker = directory.workers.get(workerId);
      const isOver = now() - sos.at > LIMITS.sosMs || (worker?.dutySince ?? 0) > sos.at;
      if (!isOver) continue;
      const alarm = await storage.get('alarm', sos.id);
      // Somebody has just acknowledged it: the next sweep ends it.
      if (
        alarm?.endedAt === null &&
        !(await storage.commit({ puts: [putRow('alarm', ended(alarm, now()), alarm.version)] })).ok
      )
        continue;
      this.#active.delete(workerId);
      if (worker) fleet.mark(worker.index, STATUS.sos, false);
    }
  }
}

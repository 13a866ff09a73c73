import type { Alarm } from '#shared/contract/alarmViews.ts';
import { type CentreAlarm, isListed } from '#shared/domain/alarms/alarm.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Cache } from '../cache/cache.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { userOf } from '../outbox/rows.ts';

/** Of those nobody has to see to any more so many of the newest are shown. */
const MOST_OVER = 100;

type Said = Pick<Alarm, 'open' | 'acknowledgedAt' | 'acknowledgedBy' | 'note' | 'waiting'>;

/** The centre's alarms as this desk has them, with what was acknowledged here and is on its way. */
export class CentreAlarms {
  readonly #cache: Cache;
  readonly #outbox: Outbox;

  constructor(cache: Cache, outbox: Outbox) {
    this.#cache = cache;
    this.#outbox = outbox;
  }

  has(id: string): boolean {
    return this.#cache.stores.entities.get('alarm', id) !== null;
  }

  list(): Alarm[] {
    const { entities } = this.#cache.stores;
    const said = this.#said();
    const rows = [...entities.children('alarm', 'listed'), ...entities.newest('alarm', 'over', MOST_OVER)];
    return rows.map((row) => ({ ...this.viewOf(row), ...said.get(row.id) }));
  }

  viewOf(alarm: CentreAlarm): Alarm {
    const { id, kind, priority, since: at, workerIds, caseId, areaId, figure, lon, lat } = alarm;
    return {
      ...{ id, kind, priority, of: 'centre', at, figure, lon, lat },
      subjectId: workerIds[0] ?? caseId ?? areaId ?? '',
      otherId: workerIds[1] ?? areaId,
      ...this.#wordsOf(alarm),
      open: isListed(alarm) && alarm.acknowledgedAt === null,
      endedAt: alarm.endedAt,
      acknowledgedAt: alarm.acknowledgedAt,
      acknowledgedBy: alarm.acknowledgedBy?.name ?? null,
      note: alarm.note,
      waiting: false,
    };
  }

  /** Whom or what it is about, in names. */
  #wordsOf({ workerIds, caseId, areaId }: CentreAlarm): Pick<Alarm, 'title' | 'workers'> {
    const { records, cases, entities } = this.#cache.stores;
    const workers = workerIds.map((id) => ({ id, name: records.worker(id)?.name ?? id }));
    const area = areaId === null ? undefined : entities.get('area', areaId)?.name;
    const row = caseId === null ? undefined : cases.get(caseId)?.shown.title;
    const names = workers.map(({ name }) => name).join('、');
    return { workers, title: [names, area, row].filter(Boolean).join(' · ') };
  }

  #said(): Map<string, Said> {
    const rows = this.#outbox.pendingOfKinds(['alarm.acknowledge']).flatMap((row) => {
      const read = this.#outbox.read(row);
      const payload = read.ok ? OP_PAYLOADS['alarm.acknowledge'].safeParse(read.payload).data : undefined;
      if (!payload || row.entity_id === null) return [];
      const by = { acknowledgedAt: row.server_at, acknowledgedBy: userOf(row).name };
      const said = { ...by, open: false, note: payload.note, waiting: true };
      return [[row.entity_id, said] as const];
    });
    return new Map(rows);
  }
}

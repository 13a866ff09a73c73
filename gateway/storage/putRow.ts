import { isListed } from '#shared/domain/alarms/alarm.ts';
import { type Case, ENDED_STATES } from '#shared/domain/case.ts';
import type { EntityName, EntityRow } from '#shared/protocol/entities.ts';
import type { Put, RowIndex } from './storage.ts';

type Indexers = { [E in EntityName]?: (row: EntityRow<E>) => RowIndex };

/** A claim that nobody kept is shown as stale so long, then it goes. */
const STALE_CLAIM_MS = 30 * 60_000;

/** What each entity is found by; an entity that is not named here is found by its id only. */
const INDEXERS: Indexers = {
  case: (row) => ({
    // Parts of a major incident are found by it.
    parent: row.majorId ?? undefined,
    state: row.state,
    due: climbAt(row),
    at: row.reportedAt,
    label: [row.number ?? '', row.title, row.address, row.text].join(' ').slice(0, 500),
  }),
  'case-event': (row) => ({ parent: row.caseId, at: row.at }),
  command: (row) => ({
    parent: row.caseId,
    state: row.state,
    due: row.state === 'open' || row.state === 'proposed' ? row.expiresAt : undefined,
    at: row.issuedAt,
  }),
  receipt: (row) => ({ parent: row.commandId, state: row.state, at: row.at }),
  // Stale long before it goes: whoever comes back shortly after finds it.
  claim: (row) => ({ parent: row.by.id, due: row.until + STALE_CLAIM_MS, at: row.at }),
  shift: (row) => ({ state: row.closedAt === null ? 'open' : 'closed', at: row.openedAt }),
  'shift-note': (row) => ({ parent: row.shiftId, at: row.at }),
  muster: (row) => ({
    parent: row.caseId ?? undefined,
    state: row.stoodDownAt === null ? 'running' : 'over',
    at: row.startedAt,
  }),
  'muster-line': (row) => ({ parent: row.musterId, at: row.at }),
  transmission: (row) => ({
    parent: row.channelId,
    state: row.endedAt === null ? 'open' : 'over',
    at: row.startedAt,
  }),
  'import-batch': (row) => ({ at: row.at }),
  'call-back': (row) => ({ state: row.answeredAt === null ? 'waiting' : 'answered', at: row.at }),
  channel: (row) => ({ at: row.closedAt ?? undefined }),
  alarm: (row) => ({
    parent: row.workerIds[0],
    state: row.endedAt === null ? 'on' : isListed(row) ? 'kept' : 'over',
    // What waits for somebody's word does not age.
    at: isListed(row) ? undefined : (row.endedAt ?? undefined),
  }),
};

/** When the tier's time is over; undefined when nobody is late or there is no tier above. */
function climbAt(row: Case): number | undefined {
  const { clock, state, tier } = row;
  if (!clock || clock.stoppedAt !== undefined || tier === 'district' || ENDED_STATES.includes(state)) return undefined;
  return clock.dueAt;
}

/** The id of a row on the wire: its own id, code or key. */
export function entityId(row: EntityRow<EntityName>): string {
  if ('id' in row) return row.id;
  return 'code' in row ? row.code : row.key;
}

/** A row to write, with what it is found by. Lines of a case's history have no version of their own: theirs is 1. */
export function putRow<E extends EntityName>(entity: E, row: EntityRow<E>, expect?: number): Put {
  const indexer: ((row: EntityRow<E>) => RowIndex) | undefined = INDEXERS[entity];
  const version = 'version' in row ? row.version : 1;
  return { entity, id: entityId(row), version, value: row, index: indexer?.(row) ?? {}, expect };
}

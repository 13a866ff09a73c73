import { areaAfter, type MapArea } from '#shared/domain/mapArea.ts';
import { OP_PAYLOADS, type OpKind } from '#shared/protocol/ops.ts';
import type { Stores } from '../cache/cache.ts';
import type { Outbox } from './outbox.ts';
import { type OutboxRow, userOf } from './rows.ts';

const AREA_KINDS = ['area.create', 'area.change', 'area.remove'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

export function isAreaKind(kind: OpKind): kind is AreaKind {
  return AREA_KINDS.some((one) => one === kind);
}

/** The centre's areas with an operator's waiting actions laid over them, by id, and which of them something waits for. */
export function shownAreas(
  stores: Pick<Stores, 'entities'>,
  outbox: Outbox,
  userId: string,
): { areas: Map<string, MapArea>; waiting: Set<string> } {
  const areas = new Map<string, MapArea>(stores.entities.list('area').map((area) => [area.id, area]));
  const waiting = new Set<string>();
  for (const row of outbox.pendingOfKinds(AREA_KINDS)) {
    const id = row.entity_id;
    if (id === null || row.user_id !== userId) continue;
    const after = withOp(areas.get(id) ?? null, row, outbox);
    if (after) areas.set(id, after);
    else areas.delete(id);
    if (row.state !== 'done') waiting.add(id);
  }
  return { areas, waiting };
}

/** One area as an operator sees it; null when there is none. */
export function shownArea(
  stores: Pick<Stores, 'entities'>,
  outbox: Outbox,
  id: string,
  userId: string,
): MapArea | null {
  const truth = stores.entities.get('area', id);
  return outbox
    .pendingOf(id)
    .filter(({ user_id, kind }) => user_id === userId && isAreaKind(kind as OpKind))
    .reduce<MapArea | null>((area, row) => withOp(area, row, outbox), truth);
}

/** What an action makes of an area. What cannot be read of it is shown nowhere. */
function withOp(before: MapArea | null, row: OutboxRow, outbox: Outbox): MapArea | null {
  if (row.kind === 'area.remove') return null;
  if (row.kind === 'area.create' && before !== null) return before;
  const read = outbox.read(row);
  const told = OP_PAYLOADS['area.change'].safeParse(read.ok ? read.payload : null);
  // A change of an area that somebody else removed is the centre's to refuse.
  if (!told.success || row.entity_id === null || (before === null && row.kind === 'area.change')) return before;
  const { id, name } = userOf(row);
  return areaAfter(before, told.data.area, {
    id: row.entity_id,
    by: { id, name, kind: 'operator' },
    at: row.server_at,
  });
}

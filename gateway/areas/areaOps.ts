import { type AreaDraft, areaAfter, areaRefusal, type MapArea } from '#shared/domain/mapArea.ts';
import { REFUSALS } from '#shared/domain/refusals.ts';
import { idSchema } from '#shared/protocol/common.ts';
import { MOST_AREAS } from '#shared/protocol/mapAreas.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse, refuseBy, type WireRefusal } from '../wire/refusal.ts';

type AreaRequest = OpRequest<'area.create' | 'area.change' | 'area.remove'>;

const UNKNOWN = refuse('not-found', '没有这个区域');

/** Keeps a new area under the id its desk gave it. */
export async function createArea(gateway: Gateway, request: OpRequest<'area.create'>): Promise<Decision> {
  const id = idSchema.safeParse(request.entityId);
  if (!id.success) return refuse('invalid', '缺少区域编号（entityId）');
  if (await gateway.storage.get('area', id.data)) return refuse('conflict', '此编号的区域已存在');
  if ((await gateway.storage.count('area')) >= MOST_AREAS)
    return refuse('invalid', `区域最多 ${MOST_AREAS} 个，请先删除不用的`);
  return kept(gateway, request, id.data, null, request.payload.area);
}

/** A change made on an older picture than what stands now is somebody's to decide: `conflict` with the area as it is. */
export async function changeArea(gateway: Gateway, request: OpRequest<'area.change'>): Promise<Decision> {
  const found = await standing(gateway, request);
  return 'ok' in found ? found : kept(gateway, request, found.id, found, request.payload.area);
}

export async function removeArea(gateway: Gateway, request: OpRequest<'area.remove'>): Promise<Decision> {
  const found = await standing(gateway, request);
  if ('ok' in found) return found;
  const refusal = areaRefusal(request.user, found, null);
  if (refusal) return refuseBy(REFUSALS[refusal].code, refusal);
  return { ok: true, unit: { dels: [{ entity: 'area', id: found.id }] }, answer: { result: { areaId: found.id } } };
}

async function standing(gateway: Gateway, request: AreaRequest): Promise<MapArea | WireRefusal> {
  const found = request.entityId ? await gateway.storage.get('area', request.entityId) : null;
  // Another's own area is nobody else's to know of.
  if (!found || (!found.shared && found.createdBy.id !== request.user.id)) return UNKNOWN;
  const { baseVersion } = request;
  if (baseVersion !== undefined && baseVersion !== found.version)
    return refuse('conflict', `“${found.name}”已被${found.changedBy.name}修改`, found);
  return found;
}

function kept(gateway: Gateway, request: AreaRequest, id: string, before: MapArea | null, draft: AreaDraft): Decision {
  const refusal = areaRefusal(request.user, before, draft);
  if (refusal) return refuseBy(REFUSALS[refusal].code, refusal);
  const area = areaAfter(before, draft, { id, by: request.actor, at: gateway.now() });
  return {
    ok: true,
    unit: { puts: [putRow('area', area, before?.version ?? 0)] },
    answer: { result: { areaId: id, version: area.version } },
  };
}

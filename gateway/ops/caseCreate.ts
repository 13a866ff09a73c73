import { idSchema } from '#shared/protocol/common.ts';
import type { Gateway } from '../context.ts';
import { decideNewCase } from '../cases/newCase.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

/** A case told at the desk. Its id is the op's `entityId` (the console shows it before the centre knows it), else the op's id. */
export async function createCase(gateway: Gateway, request: OpRequest<'case.create'>): Promise<Decision> {
  const { payload, user, actor, deskAt } = request;
  const id = request.entityId ?? request.id;
  if (!idSchema.safeParse(id).success) return refuse('invalid', '案件编号不是 UUID（entityId）');
  const decision = await decideNewCase(
    gateway,
    {
      id,
      categoryCode: payload.categoryCode,
      title: payload.title,
      text: payload.text,
      personal: payload.personal,
      source: payload.source,
      urgency: payload.urgency,
      reportedAt: gateway.now(),
      reporterId: null,
      lon: payload.lon,
      lat: payload.lat,
      address: payload.address,
      media: payload.media ?? [],
      contact: payload.contact,
      componentCode: payload.componentCode,
      answers: payload.answers,
    },
    { actor, roles: user.roles, deskAt },
  );
  if (!decision.ok) return decision;
  return {
    ok: true,
    unit: decision.unit,
    answer: { result: { caseId: id, state: 'reported', number: decision.number } },
  };
}

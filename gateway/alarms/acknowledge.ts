import { acknowledged, needsNote } from '#shared/domain/alarms/alarm.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';

/** Somebody has taken note of an alarm, by name and with what was done; the first who did stays its hand. */
export async function acknowledgeAlarm(gateway: Gateway, request: OpRequest<'alarm.acknowledge'>): Promise<Decision> {
  const found = request.entityId ? await gateway.storage.get('alarm', request.entityId) : null;
  if (!found) return refuse('not-found', '没有这条告警');
  if (found.acknowledgedAt !== null) {
    return refuse('conflict', `${found.acknowledgedBy?.name ?? ''}已经确认`, found);
  }
  const { note } = request.payload;
  if (needsNote(found) && note === '') return refuse('invalid', '请填写处置说明');
  const at = gateway.now();
  const alarm = acknowledged(found, request.actor, at, note);
  const audit = {
    ...{ id: request.id, at, actorId: request.actor.id, kind: 'alarm.acknowledge', subject: found.id },
    detail: { kind: found.kind, priority: found.priority },
  };
  const unit = { puts: [putRow('alarm', alarm, found.version)], audits: [audit] };
  return { ok: true, unit, answer: { result: { alarmId: found.id, at } } };
}

import { type AlarmPolicy, isKeepable } from '#shared/domain/alarms/policy.ts';
import { ALARM_POLICY_SETTING, alarmPolicyOf } from '#shared/protocol/alarms.ts';
import type { Gateway } from '../context.ts';
import type { Directory } from '../directory/directory.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';

/** When this centre raises alarms. */
export function alarmPolicy({ settings }: Directory): AlarmPolicy {
  return alarmPolicyOf(settings.get(ALARM_POLICY_SETTING));
}

/** Changes parts of it: two people who change different rules do not undo each other. */
export async function setAlarmPolicy(gateway: Gateway, request: OpRequest<'alarm.policy-set'>): Promise<Decision> {
  const { policy: changed } = request.payload;
  if (Object.keys(changed).length === 0) return refuse('invalid', '没有要修改的规则');
  if (!(changed.pairs ?? []).every(isKeepable)) return refuse('invalid', '距离规则要有两个不同的对象和能成立的距离');
  for (const { workerId, other } of changed.pairs ?? []) {
    const named = other.kind === 'worker' ? [workerId, other.id] : [workerId];
    if (!named.every((id) => gateway.directory.workers.has(id))) return refuse('not-found', '没有这位网格员');
  }
  const stored = await gateway.storage.get('setting', ALARM_POLICY_SETTING);
  const policy = { ...alarmPolicyOf(stored?.value), ...changed };
  gateway.log.info({ by: request.actor.id, parts: Object.keys(changed) }, 'the policy of alarms is changed');
  const version = stored?.version ?? 0;
  const row = { key: ALARM_POLICY_SETTING, version: version + 1, value: policy };
  return { ok: true, unit: { puts: [putRow('setting', row, version)] }, answer: { result: { policy } } };
}

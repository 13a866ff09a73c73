import { CASE_POLICY_SETTING } from '#shared/protocol/desks.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';

/** Sets how this centre works its cases; what is decided from now on follows it. */
export async function setCasePolicy(gateway: Gateway, request: OpRequest<'case-policy.set'>): Promise<Decision> {
  const { policy } = request.payload;
  const version = (await gateway.storage.get('setting', CASE_POLICY_SETTING))?.version ?? 0;
  gateway.log.info({ by: request.actor.id }, 'the policy of cases is changed');
  const row = { key: CASE_POLICY_SETTING, version: version + 1, value: policy };
  return { ok: true, unit: { puts: [putRow('setting', row, version)] }, answer: { result: { policy } } };
}

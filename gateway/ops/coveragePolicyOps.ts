import { COVERAGE_POLICY_SETTING, coveragePolicyOf } from '#shared/protocol/coverage.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

/** Changes parts of what this centre wants of its grids: two people who change different parts do not undo each other. */
export async function setCoveragePolicy(
  gateway: Gateway,
  request: OpRequest<'coverage.policy-set'>,
): Promise<Decision> {
  const { policy: changed } = request.payload;
  if (Object.keys(changed).length === 0) return refuse('invalid', '没有要修改的覆盖要求');
  const stored = await gateway.storage.get('setting', COVERAGE_POLICY_SETTING);
  const policy = { ...coveragePolicyOf(stored?.value), ...changed };
  gateway.log.info({ by: request.actor.id, parts: Object.keys(changed) }, 'the policy of coverage is changed');
  const version = stored?.version ?? 0;
  const row = { key: COVERAGE_POLICY_SETTING, version: version + 1, value: policy };
  return { ok: true, unit: { puts: [putRow('setting', row, version)] }, answer: { result: { policy } } };
}

import { COMMAND_POLICY, type PolicyProblem, policyProblem } from '#shared/domain/command.ts';
import { commandPolicySchema, POLICY_SETTING } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

const WORDS: { [P in PolicyProblem]: string } = {
  'flash-above-size': '特急指令的确认人数不能高于一般的确认人数',
  'step-twice': '升级步骤不能重复',
};

/** Changes parts of how this centre sends commands: two people who change different parts do not undo each other. */
export async function setPolicy(gateway: Gateway, request: OpRequest<'command.policy-set'>): Promise<Decision> {
  const { policy: changed } = request.payload;
  if (Object.keys(changed).length === 0) return refuse('invalid', '没有要修改的规则');
  const stored = await gateway.storage.get('setting', POLICY_SETTING);
  const before = commandPolicySchema.partial().safeParse(stored?.value);
  const policy = { ...COMMAND_POLICY, ...(before.success ? before.data : {}), ...changed };
  const problem = policyProblem(policy);
  if (problem) return refuse('invalid', WORDS[problem]);
  gateway.log.info({ by: request.actor.id, parts: Object.keys(changed) }, 'the policy of commands is changed');
  const version = stored?.version ?? 0;
  const row = { key: POLICY_SETTING, version: version + 1, value: policy };
  return { ok: true, unit: { puts: [putRow('setting', row, version)] }, answer: { result: { policy } } };
}

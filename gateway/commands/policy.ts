import { COMMAND_POLICY, type CommandPolicy } from '#shared/domain/command.ts';
import { commandPolicySchema, POLICY_SETTING } from '#shared/protocol/commands.ts';
import type { Directory } from '../directory/directory.ts';

/** How this centre sends commands; what its setting does not say, or says wrongly, is as the domain has it. */
export function commandPolicy({ settings }: Directory): CommandPolicy {
  const parsed = commandPolicySchema.partial().safeParse(settings.get(POLICY_SETTING));
  return parsed.success ? { ...COMMAND_POLICY, ...parsed.data } : COMMAND_POLICY;
}

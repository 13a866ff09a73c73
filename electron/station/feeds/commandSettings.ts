import { COMMAND_POLICY, type CommandPolicy } from '#shared/domain/command.ts';
import {
  type CommandTemplate,
  commandPolicySchema,
  commandTemplatesSchema,
  POLICY_SETTING,
  TEMPLATES_SETTING,
} from '#shared/protocol/commands.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Stores } from '../cache/cache.ts';
import type { Feed } from './context.ts';

/** The centre's policy, its parts one by one; a part that is missing or cannot be read is as everywhere. */
export function policyOf(stores: Pick<Stores, 'entities'>): CommandPolicy {
  const parsed = commandPolicySchema.partial().safeParse(stores.entities.get('setting', POLICY_SETTING)?.value);
  return { ...COMMAND_POLICY, ...(parsed.success ? parsed.data : {}) };
}

/** The centre's, and over it what was changed here and is not confirmed yet. */
export const commandPolicy: Feed<'command.policy'> = ({ cache, outbox, session }) => {
  const waiting = outbox.openOfKinds(['command.policy-set'], session.user?.id ?? '').flatMap((row) => {
    const read = outbox.read(row);
    const set = OP_PAYLOADS['command.policy-set'].safeParse(read.ok ? read.payload : null);
    return set.success ? [set.data.policy] : [];
  });
  return waiting.reduce<CommandPolicy>((policy, changed) => ({ ...policy, ...changed }), policyOf(cache.stores));
};

const TEMPLATE_OPS = ['command.template-save', 'command.template-delete'] as const;

/** The centre's, and over them what was saved and deleted here and is not confirmed yet. */
export const commandTemplates: Feed<'command.templates'> = ({ cache, outbox, session }) => {
  const parsed = commandTemplatesSchema.safeParse(cache.stores.entities.get('setting', TEMPLATES_SETTING)?.value);
  const templates = new Map<string, CommandTemplate>((parsed.data ?? []).map((one) => [one.id, one]));
  for (const row of outbox.openOfKinds(TEMPLATE_OPS, session.user?.id ?? '')) {
    const read = outbox.read(row);
    if (!read.ok) continue;
    const saved = OP_PAYLOADS['command.template-save'].safeParse(read.payload);
    const deleted = OP_PAYLOADS['command.template-delete'].safeParse(read.payload);
    if (row.kind === 'command.template-save' && saved.success)
      templates.set(saved.data.template.id, saved.data.template);
    if (row.kind === 'command.template-delete' && deleted.success) templates.delete(deleted.data.templateId);
  }
  return [...templates.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
};

import { REPLY_TEMPLATES_SETTING, type ReplyTemplate, replyTemplatesSchema } from '#shared/protocol/desks.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { casePolicyOf } from './casePolicy.ts';
import type { Feed } from './context.ts';

/** The centre's, and over it what was changed here and is not confirmed yet. */
export const casePolicy: Feed<'case.policy'> = ({ cache, outbox, session }) => {
  const waiting = outbox.openOfKinds(['case-policy.set'], session.user?.id ?? '').flatMap((row) => {
    const read = outbox.read(row);
    const set = OP_PAYLOADS['case-policy.set'].safeParse(read.ok ? read.payload : null);
    return set.success ? [set.data.policy] : [];
  });
  return waiting.at(-1) ?? casePolicyOf(cache.stores);
};

const TEMPLATE_OPS = ['reply-template.save', 'reply-template.delete'] as const;

/** The centre's, and over them what was saved and deleted here and is not confirmed yet. */
export const replyTemplateList: Feed<'reply-template.list'> = ({ cache, outbox, session }) => {
  const stored = cache.stores.entities.get('setting', REPLY_TEMPLATES_SETTING)?.value;
  const parsed = replyTemplatesSchema.safeParse(stored);
  const templates = new Map<string, ReplyTemplate>((parsed.data ?? []).map((one) => [one.id, one]));
  for (const row of outbox.openOfKinds(TEMPLATE_OPS, session.user?.id ?? '')) {
    const read = outbox.read(row);
    if (!read.ok) continue;
    const saved = OP_PAYLOADS['reply-template.save'].safeParse(read.payload);
    const deleted = OP_PAYLOADS['reply-template.delete'].safeParse(read.payload);
    if (row.kind === 'reply-template.save' && saved.success) templates.set(saved.data.template.id, saved.data.template);
    if (row.kind === 'reply-template.delete' && deleted.success) templates.delete(deleted.data.templateId);
  }
  return [...templates.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
};

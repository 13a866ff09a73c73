import { MOST_REPLY_TEMPLATES, REPLY_TEMPLATES_SETTING, replyTemplateSchema } from '#shared/protocol/desks.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { refuse } from '../wire/refusal.ts';
import { keepList, readList } from './settingList.ts';

/** Keeps words ready for an action's text under their id; they are the centre's, not one operator's. */
export async function saveReplyTemplate(
  gateway: Gateway,
  request: OpRequest<'reply-template.save'>,
): Promise<Decision> {
  const { template } = request.payload;
  const list = await readList(gateway, REPLY_TEMPLATES_SETTING, replyTemplateSchema);
  const others = list.items.filter(({ id }) => id !== template.id);
  if (others.some(({ name }) => name === template.name))
    return refuse('conflict', `已有名为“${template.name}”的常用语`);
  if (others.length >= MOST_REPLY_TEMPLATES)
    return refuse('invalid', `常用语最多 ${MOST_REPLY_TEMPLATES} 条，请先删除不用的`);
  const at = list.items.findIndex(({ id }) => id === template.id);
  return keepList(list, at < 0 ? [...list.items, template] : list.items.with(at, template));
}

export async function deleteReplyTemplate(
  gateway: Gateway,
  request: OpRequest<'reply-template.delete'>,
): Promise<Decision> {
  const list = await readList(gateway, REPLY_TEMPLATES_SETTING, replyTemplateSchema);
  const rest = list.items.filter(({ id }) => id !== request.payload.templateId);
  return rest.length === list.items.length ? refuse('not-found', '没有这条常用语') : keepList(list, rest);
}

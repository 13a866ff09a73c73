import { idSchema } from '#shared/protocol/common.ts';
import {
  MOST_SAVED_QUEUES,
  MOST_WATCHED,
  savedQueueSchema,
  savedQueuesSetting,
  watchedSetting,
} from '#shared/protocol/desks.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { refuse } from '../wire/refusal.ts';
import { keepList, readList } from './settingList.ts';

/** What an operator keeps to work by: at whichever desk they sit, it is theirs. */

/** Bytes of one filter: what a person put together by hand is far below. */
const FILTER_BYTES = 8000;

/** Cases an operator keeps an eye on, the newest last; the oldest give way. */
export async function setWatched(gateway: Gateway, request: OpRequest<'watch.set'>): Promise<Decision> {
  const { caseIds, on } = request.payload;
  const list = await readList(gateway, watchedSetting(request.user.id), idSchema);
  const rest = list.items.filter((id) => !caseIds.includes(id));
  const watched = on ? [...rest, ...new Set(caseIds)] : rest;
  return keepList(list, watched.slice(-MOST_WATCHED));
}

export async function saveQueue(gateway: Gateway, request: OpRequest<'queue.save'>): Promise<Decision> {
  const { queue } = request.payload;
  if (JSON.stringify(queue.filter).length > FILTER_BYTES) return refuse('invalid', '筛选条件过多，无法保存');
  const list = await readList(gateway, savedQueuesSetting(request.user.id), savedQueueSchema);
  const others = list.items.filter(({ id }) => id !== queue.id);
  if (others.some(({ name }) => name === queue.name)) return refuse('conflict', `已有名为“${queue.name}”的队列`);
  if (others.length >= MOST_SAVED_QUEUES) return refuse('invalid', `队列最多 ${MOST_SAVED_QUEUES} 个，请先删除不用的`);
  const at = list.items.findIndex(({ id }) => id === queue.id);
  return keepList(list, at < 0 ? [...list.items, queue] : list.items.with(at, queue));
}

export async function deleteQueue(gateway: Gateway, request: OpRequest<'queue.delete'>): Promise<Decision> {
  const list = await readList(gateway, savedQueuesSetting(request.user.id), savedQueueSchema);
  const rest = list.items.filter(({ id }) => id !== request.payload.queueId);
  return rest.length === list.items.length ? refuse('not-found', '您没有这个队列') : keepList(list, rest);
}

import { z } from 'zod';
import { idSchema } from '#shared/protocol/common.ts';
import { MOST_WATCHED, type SavedQueue, savedQueueSchema, watchedSetting } from '#shared/protocol/desks.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { Feed, FeedContext } from './context.ts';

/** What operators keep to work by, as the centre has it and with what waits here laid over it. */

const watchedSchema = z.array(idSchema);

/** Cases a user keeps an eye on, the newest last. */
export function watchedBy({ cache, outbox }: FeedContext, userId: string): string[] {
  const kept = watchedSchema.safeParse(cache.stores.entities.get('setting', watchedSetting(userId))?.value);
  const watched = new Set(kept.success ? kept.data : []);
  for (const row of outbox.openOfKinds(['watch.set'], userId)) {
    const read = outbox.read(row);
    const set = OP_PAYLOADS['watch.set'].safeParse(read.ok ? read.payload : null);
    if (!set.success) continue;
    for (const id of set.data.caseIds) {
      watched.delete(id);
      if (set.data.on) watched.add(id);
    }
  }
  return [...watched].slice(-MOST_WATCHED);
}

export const watchList: Feed<'watch.list'> = (context) =>
  context.session.user ? watchedBy(context, context.session.user.id) : [];

/** Far more than any centre has operators at work. */
const MOST_CLAIMS = 2000;

export const claimList: Feed<'claim.list'> = ({ cache }) => cache.stores.entities.list('claim').slice(0, MOST_CLAIMS);

const QUEUES_PREFIX = 'saved-queues:';
const queuesSchema = z.array(savedQueueSchema);

interface KeptQueue extends SavedQueue {
  ownerId: string;
}

function keptQueues({ cache, statements }: FeedContext): KeptQueue[] {
  const rows = statements.all<{ id: string; value: string }>(
    `SELECT id, value FROM entities_${cache.live} WHERE entity = 'setting' AND id > ? AND id < ?`,
    QUEUES_PREFIX,
    `${QUEUES_PREFIX}\u{10ffff}`,
  );
  return rows.flatMap(({ id, value }) => {
    const parsed = queuesSchema.safeParse((JSON.parse(value) as { value?: unknown }).value);
    const ownerId = id.slice(QUEUES_PREFIX.length);
    return parsed.success ? parsed.data.map((queue) => ({ ...queue, ownerId })) : [];
  });
}

/** One's own queues and those that others share, by name; one's own first. */
export const savedQueues: Feed<'queue.saved'> = (context) => {
  const { outbox, session } = context;
  const ownId = session.user?.id ?? '';
  const queues = new Map(
    keptQueues(context)
      .filter(({ ownerId, shared }) => shared || ownerId === ownId)
      .map((queue) => [queue.id, queue]),
  );
  for (const row of outbox.openOfKinds(['queue.save', 'queue.delete'], ownId)) {
    const read = outbox.read(row);
    if (!read.ok) continue;
    const saved = OP_PAYLOADS['queue.save'].safeParse(read.payload);
    const deleted = OP_PAYLOADS['queue.delete'].safeParse(read.payload);
    if (row.kind === 'queue.save' && saved.success)
      queues.set(saved.data.queue.id, { ...saved.data.queue, ownerId: ownId });
    if (row.kind === 'queue.delete' && deleted.success) queues.delete(deleted.data.queueId);
  }
  return [...queues.values()]
    .map((queue) => ({ ...queue, own: queue.ownerId === ownId }))
    .sort((a, b) => Number(b.own) - Number(a.own) || a.name.localeCompare(b.name, 'zh-CN'));
};

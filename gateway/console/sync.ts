import type { z } from 'zod';
import type { CONSOLE_TO_GATEWAY, syncAckSchema } from '#shared/protocol/console.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { ConsoleFeed } from '../log/consoleFeed.ts';
import { refuse } from '../wire/refusal.ts';

type SyncAsked = z.infer<(typeof CONSOLE_TO_GATEWAY)['sync']['payload']>;
type SnapshotAsked = z.infer<(typeof CONSOLE_TO_GATEWAY)['snapshot']['payload']>;

/** One page of the log; once the console is at its end, what follows is pushed as deltas. */
export async function readSync(
  { storage, now }: Gateway,
  feed: ConsoleFeed,
  { epoch, seq, limit }: SyncAsked,
): Promise<z.infer<typeof syncAckSchema>> {
  feed.stop();
  if (epoch !== storage.epoch) return refuse('gone', '中心的数据已重建，请重新下载');
  const read = await storage.changesAfter(seq, Math.min(limit, LIMITS.pageRows));
  if (read === 'gone') return refuse('gone', '离线时间过长，请重新下载');
  const to = read.changes.at(-1)?.seq ?? seq;
  if (!read.more) setImmediate(() => feed.start(to));
  return { ok: true, changes: read.changes, to, more: read.more, serverTime: now() };
}

/** One page of an entity's rows by id, with the log's end as of the page, and how many there are when asked. */
export async function readSnapshot({ storage }: Gateway, { entity, after = '', limit, count = false }: SnapshotAsked) {
  const page = await storage.list(entity, after, Math.min(limit, LIMITS.pageRows));
  return { ok: true, ...page, ...(count ? { total: await storage.count(entity) } : {}) };
}

import { z } from 'zod';
import { codeSchema, idSchema, timeSchema } from '../protocol/common.ts';
import { claimSchema, savedQueueSchema } from '../protocol/desks.ts';

/** Actions that can be taken on many cases at once, each still an action of its own. */
export const BULK_ACTIONS = ['accept', 'dispatch', 'send-to-verify', 'supervise'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];
export const MOST_BULK = 200;

/** What one case would come to, and what is sent when it is agreed to. */
export const bulkRowSchema = z.object({
  id: z.string(),
  version: z.number(),
  number: z.string().nullable(),
  title: z.string(),
  /** why it is left out: a key of the words of refusals; null: it may */
  refusal: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  /** when it falls due afterwards; null: no clock runs */
  dueAt: timeSchema.nullable(),
});
export type BulkRow = z.infer<typeof bulkRowSchema>;

/** Reads of how operators share the work: who has what before them, what they keep. */
export const DESK_FEEDS = {
  /** every claim of the centre, fresh and stale; told apart by `until` and the centre's time */
  'claim.list': { input: z.object({}), output: z.array(claimSchema), topics: ['claims'] },
  /** cases this operator watches, the newest last */
  'watch.list': { input: z.object({}), output: z.array(idSchema), topics: ['catalogue', 'outbox', 'status'] },
  /** their own first, then those others share */
  'queue.saved': {
    input: z.object({}),
    output: z.array(savedQueueSchema.extend({ ownerId: codeSchema, own: z.boolean() })),
    topics: ['catalogue', 'outbox', 'status'],
  },
  /** the same rules as when it is done, for each case by itself; in the order asked for */
  'bulk.preview': {
    input: z.object({
      ids: z.array(idSchema).min(1).max(MOST_BULK),
      action: z.enum(BULK_ACTIONS),
      departmentId: codeSchema.optional(),
      level: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
      note: z.string().max(4000).optional(),
    }),
    output: z.array(bulkRowSchema),
    topics: ['cases', 'outbox'],
  },
} as const;

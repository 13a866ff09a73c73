import { z } from 'zod';
import { CASE_STATES, type CaseActionName } from '../domain/case.ts';
import { type ExtensionRule, SECOND_APPROVER } from '../domain/extensions.ts';
import { TRANSITIONS } from '../domain/transitions.ts';
import { codeSchema, idSchema, noteSchema, timeSchema } from './common.ts';

/** Who works on what at which desk: claims, seats, and what an operator or the centre keeps to work by. */

/**
 * Who has a case before them now: a lease, no rule. Whoever acts without it is asked first. Over `until` it is stale and
 * anybody may take it; nothing of it stands in the case's history. The row goes when it is released.
 */
export const claimSchema = z.object({
  /** the case's */
  id: idSchema,
  version: z.number().int().min(0),
  by: z.object({ id: codeSchema, name: z.string() }),
  /** the desk */
  consoleId: z.string(),
  at: timeSchema,
  until: timeSchema,
});
export type Claim = z.infer<typeof claimSchema>;

/** A desk that is linked, and who sits at it. */
export const seatSchema = z.object({
  id: z.string().min(1).max(100),
  version: z.number().int().min(0),
  user: z.object({ id: codeSchema, name: z.string(), roles: z.array(z.string()) }),
  since: timeSchema,
});
export type Seat = z.infer<typeof seatSchema>;

/** A queue an operator made of a filter; `filter` is the desk's own (`queueFilterSchema`) and opaque to the centre. */
export const savedQueueSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1).max(40),
  queue: z.string().max(40),
  filter: z.record(z.string(), z.json()),
  /** every operator of the centre sees it; it is changed by whoever made it */
  shared: z.boolean().default(false),
});
export type SavedQueue = z.infer<typeof savedQueueSchema>;

const ACTION_NAMES = Object.keys(TRANSITIONS) as [CaseActionName, ...CaseActionName[]];
/** Words ready to be used in an action's text. */
export const replyTemplateSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1).max(40),
  actions: z.array(z.enum(ACTION_NAMES)).max(ACTION_NAMES.length),
  /** offered only for cases of these states; none: of all */
  states: z.array(z.enum(CASE_STATES)).max(CASE_STATES.length),
  text: noteSchema.min(1),
});
export type ReplyTemplate = z.infer<typeof replyTemplateSchema>;
export const MOST_REPLY_TEMPLATES = 200;
export const replyTemplatesSchema = z.array(replyTemplateSchema).max(MOST_REPLY_TEMPLATES);

/** How a centre works its cases. */
export const casePolicySchema = z.object({
  /** minutes a claim holds without a sign of life */
  claimMinutes: z.number().int().min(1).max(120).default(10),
  /** shares of closed cases that are looked at once more, 0–1: those settled on the spot, and all others */
  sampling: z
    .object({ settled: z.number().min(0).max(1), verified: z.number().min(0).max(1) })
    .default({ settled: 0.2, verified: 0.05 }),
  /** when supervision is proposed: a red light for so many minutes, so many returns, so many complaints; 0: never */
  supervision: z
    .object({
      redMinutes: z.number().int().min(0),
      returns: z.number().int().min(0),
      complaints: z.number().int().min(0),
    })
    .default({ redMinutes: 1, returns: 3, complaints: 1 }),
  /** see `ExtensionRule`; by category code or its prefix, '' for all others */
  extensions: z
    .record(z.string().max(10), z.object({ further: z.number().int().min(0), longShare: z.number().min(0).max(100) }))
    .default({ '': { further: 1, longShare: 1 } }),
});
export type CasePolicy = z.infer<typeof casePolicySchema>;
export const CASE_POLICY: CasePolicy = casePolicySchema.parse({});

/** The rule for extensions of a category: that of the longest prefix of its code. */
export function extensionRuleOf({ extensions }: CasePolicy, categoryCode: string): ExtensionRule {
  const fitting = Object.keys(extensions).filter((prefix) => categoryCode.startsWith(prefix));
  const longest = fitting.reduce((best, prefix) => (prefix.length > best.length ? prefix : best), '');
  return extensions[longest] ?? SECOND_APPROVER;
}

/** Keys of the settings these are kept under. */
export const CASE_POLICY_SETTING = 'case-policy';
export const REPLY_TEMPLATES_SETTING = 'reply-templates';
export const savedQueuesSetting = (userId: string): string => `saved-queues:${userId}`;
export const watchedSetting = (userId: string): string => `watched:${userId}`;
/** the newest last; the oldest give way */
export const MOST_WATCHED = 500;
export const MOST_SAVED_QUEUES = 50;

const caseIds = z.array(idSchema).min(1).max(200);
export const DESK_OPS = {
  /** `over`: takes it from whoever holds it, knowingly; a stale one needs no such word */
  'claim.take': z.object({ caseIds, over: z.boolean().optional() }),
  /** still at it: the lease runs anew */
  'claim.keep': z.object({ caseIds }),
  'claim.release': z.object({ caseIds }),
  'watch.set': z.object({ caseIds, on: z.boolean() }),
  'queue.save': z.object({ queue: savedQueueSchema }),
  'queue.delete': z.object({ queueId: idSchema }),
  'reply-template.save': z.object({ template: replyTemplateSchema }),
  'reply-template.delete': z.object({ templateId: idSchema }),
  'case-policy.set': z.object({ policy: casePolicySchema }),
} as const satisfies Record<string, z.ZodType>;

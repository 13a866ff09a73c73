import { z } from 'zod';
import { ASSIGNEE_KINDS, ASSIGNMENT_STATES, type Assignee, type Assignment, STAGES } from '../domain/case.ts';
import type { CaseFacts } from '../domain/facts.ts';
import { codeSchema, timeSchema } from './common.ts';

/** Parts of a case that were added to version 1: every one may be absent. */

export const assigneeSchema = z.object({
  kind: z.enum(ASSIGNEE_KINDS),
  id: codeSchema,
}) satisfies z.ZodType<Assignee>;

export const assignmentSchema = assigneeSchema.extend({
  state: z.enum(ASSIGNMENT_STATES),
  at: timeSchema,
}) satisfies z.ZodType<Assignment>;

export const supervisionReplySchema = z.object({
  byId: codeSchema,
  byName: z.string(),
  at: timeSchema,
  text: z.string(),
});

export const recheckSchema = z.object({
  sampledAt: timeSchema,
  passed: z.boolean().optional(),
  byId: codeSchema.optional(),
  at: timeSchema.optional(),
});

export const scriptAnswerSchema = z.object({ questionId: codeSchema, answer: z.string().max(500) });

/** A question of a category's script (SOP): asked at intake, in this order. */
export const scriptQuestionSchema = z.object({
  id: codeSchema,
  zh: z.string().min(1).max(200),
  en: z.string().min(1).max(200),
  kind: z.enum(['yes-no', 'choice', 'text', 'number']),
  /** of `choice` */
  choices: z
    .array(z.object({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }))
    .max(12)
    .optional(),
  required: z.boolean().optional(),
  /** an answer (as given: `yes`, a choice's zh) that makes the case at least this urgent */
  raises: z.object({ answer: z.string().max(60), urgency: z.enum(['critical', 'urgent']) }).optional(),
});
export type ScriptQuestion = z.infer<typeof scriptQuestionSchema>;

const stageFactSchema = z.object({ at: timeSchema, n: z.number().int().min(1), ms: z.number().int() });
const stage = stageFactSchema.optional();
const time = timeSchema.optional();
const count = z.number().int().min(1).optional();
export const factsSchema = z.object({
  receivedAt: timeSchema,
  found: z.enum(['own', 'others']).optional(),
  filedAt: time,
  judgedAt: time,
  dueAt: time,
  closedAt: time,
  dispatchedAt: time,
  handleDueAt: time,
  handledAt: time,
  returns: count,
  upheld: z.literal(true).optional(),
  reworks: count,
  suspensions: count,
  extensions: count,
  supervisions: count,
  checkOrderedAt: time,
  checkDueAt: time,
  checkedAt: time,
  evaluatedAt: time,
  satisfaction: z.number().int().min(1).max(5).optional(),
  stages: z.object({ accept: stage, dispatch: stage, handle: stage, verify: stage }).optional(),
  running: z
    .object({
      stage: z.enum(STAGES),
      since: timeSchema,
      stoodMs: z.number().int().min(0).optional(),
      stoppedAt: time,
    })
    .optional(),
  to: z.string().optional(),
}) satisfies z.ZodType<CaseFacts>;

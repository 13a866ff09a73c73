import { z } from 'zod';
import { PROPOSAL_REASONS } from '../domain/supervisionProposals.ts';
import { WORKER_WARNINGS } from '../domain/ranking.ts';
import { codeSchema, idSchema, timeSchema } from '../protocol/common.ts';
import { casePolicySchema, replyTemplatesSchema } from '../protocol/desks.ts';
import { departmentSchema } from '../protocol/entities.ts';
import { caseRowSchema, workerChoiceSchema } from './views.ts';

/** Who could act on a case, what presses it, and what hangs together with it. */

export const departmentProposalSchema = z.object({
  department: departmentSchema,
  /** the catalogue names it for the category */
  isDefault: z.boolean(),
  /** cases of the category's group in the case's community that it had in hand, among the newest that ended */
  worked: z.number(),
  /** cases it has in hand now */
  open: z.number(),
  /** there is a reason to propose it beside its load */
  proposed: z.boolean(),
  /** it has the case already */
  assigned: z.boolean(),
});
export type DepartmentProposal = z.infer<typeof departmentProposalSchema>;

export const WORKER_PURPOSES = ['handle', 'verify', 'check'] as const;
export type WorkerPurpose = (typeof WORKER_PURPOSES)[number];

/** A worker who could be sent, with all that speaks for and against it. */
export const workerProposalSchema = workerChoiceSchema.extend({
  /** `distance` is the way by street, not the straight line */
  byStreet: z.boolean(),
  warnings: z.array(z.enum(WORKER_WARNINGS)),
  /** cannot be chosen: has it already, or had a hand in it and may not verify */
  barred: z.enum(['assigned', 'had-a-hand']).nullable(),
});
export type WorkerProposal = z.infer<typeof workerProposalSchema>;

export const workerProposalsSchema = z.object({
  /** how distances were measured; `line`: straight, because the centre is away, was slow, or knows no streets */
  by: z.enum(['streets', 'line']),
  /** why not by street */
  why: z.enum(['alone', 'slow']).nullable(),
  rows: z.array(workerProposalSchema),
});
export type WorkerProposals = z.infer<typeof workerProposalsSchema>;

/** The cases of one major incident. */
export const linkedCasesSchema = z.object({
  /** the incident itself, which may be the asked one; null: the asked one is none, and stands under none */
  major: caseRowSchema.nullable(),
  /** the cases that stand under it */
  rows: z.array(caseRowSchema),
  /** more than are listed */
  more: z.boolean(),
  /** lines of history of all of them together */
  lines: z.number(),
});
export type LinkedCases = z.infer<typeof linkedCasesSchema>;

/** What the board of supervision shows. */
export const BOARD_SHOWS = ['all', 'proposed', 'late', 'supervised', 'reply-late', 'review-due', 'extension'] as const;
export type BoardShow = (typeof BOARD_SHOWS)[number];

export const supervisionRowSchema = caseRowSchema.extend({
  departmentId: codeSchema.nullable(),
  workerIds: z.array(codeSchema),
  tier: z.string(),
  returns: z.number(),
  complaints: z.number(),
  supervision: z
    .object({
      level: z.number(),
      byId: z.string(),
      at: timeSchema,
      dueAt: timeSchema.optional(),
      to: z.object({ kind: z.enum(['department', 'worker']), id: codeSchema }).optional(),
      reply: z.object({ byName: z.string(), at: timeSchema, text: z.string() }).optional(),
    })
    .nullable(),
  /** when a suspension is to be looked at again */
  reviewAt: timeSchema.nullable(),
  /** waits for somebody's word, and who agreed first */
  extension: z.object({ until: timeSchema, grantedById: z.string().optional() }).nullable(),
  /** pressing it is proposed by the centre's rule */
  proposal: z
    .object({
      level: z.number(),
      reasons: z.array(z.object({ why: z.enum(PROPOSAL_REASONS), n: z.number(), dueAt: timeSchema.optional() })),
    })
    .nullable(),
  /** shown under these */
  kinds: z.array(z.enum(BOARD_SHOWS)),
});
export type SupervisionRow = z.infer<typeof supervisionRowSchema>;

/** most rows of each kind that are read */
export const BOARD_MOST = 300;
export const supervisionBoardSchema = z.object({
  rows: z.array(supervisionRowSchema),
  /** of each kind, how many are read */
  counts: z.record(z.enum(BOARD_SHOWS), z.number()),
  /** there are more late cases than are read: the most urgent, longest late ones are shown */
  more: z.boolean(),
});
export type SupervisionBoard = z.infer<typeof supervisionBoardSchema>;

const caseId = idSchema;
/** Reads of dispatch, linking and supervision: name → input, output, topics (see `FEEDS`). */
export const DISPATCH_FEEDS = {
  /** every department, those with a reason to be proposed first */
  'dispatch.departments': {
    input: z.object({ caseId }),
    output: z.array(departmentProposalSchema),
    topics: ['catalogue'],
  },
  /** who could be sent, the best first; measured by street where the centre answers at once */
  'dispatch.workers': {
    input: z.object({ caseId, purpose: z.enum(WORKER_PURPOSES), text: z.string().max(50).optional() }),
    output: workerProposalsSchema,
    topics: ['workers'],
  },
  'case.linked': { input: z.object({ id: idSchema }), output: linkedCasesSchema, topics: ['cases', 'outbox'] },
  /** late and pressed cases, and those whose pressing is proposed: by urgency, then by due time */
  'supervision.board': {
    input: z.object({}),
    output: supervisionBoardSchema,
    topics: ['cases', 'outbox', 'catalogue'],
  },
  /** the centre's with this desk's waiting changes laid over them, by name */
  'reply-template.list': { input: z.object({}), output: replyTemplatesSchema, topics: ['catalogue', 'outbox'] },
  'case.policy': { input: z.object({}), output: casePolicySchema, topics: ['catalogue', 'outbox'] },
} as const;

import { z } from 'zod';
import { type CaseActionName, EVALUATION_WAYS } from '#shared/domain/case.ts';
import type { AtOnceAction } from '../actions.ts';

/** What an action's form asks for beside its text. */
export type FormField =
  | 'department'
  | 'further'
  | 'workers'
  | 'checkers'
  | 'verifier'
  | 'due'
  | 'review'
  | 'until'
  | 'grantedUntil'
  | 'level'
  | 'supervisionDue'
  | 'pressed'
  | 'whose'
  | 'way'
  | 'target'
  | 'assignee'
  | 'found'
  | 'passed'
  | 'category'
  | 'outcome'
  | 'satisfaction';

export interface FormSpec {
  fields: readonly FormField[];
  /** the text: a reason, or a note that may or must be given */
  text: 'reason' | 'note' | 'required-note' | 'optional-reason';
  /** cannot simply be taken back by another action */
  danger?: true;
  /** the text may be marked as telling of a person */
  personal?: true;
}

export type FormAction = Exclude<CaseActionName, AtOnceAction | 'climb'>;

/** Each action's form. Adding an action of the lifecycle table is a row here. */
export const FORMS: Readonly<Record<FormAction, FormSpec>> = {
  reject: { fields: [], text: 'reason', danger: true },
  merge: { fields: ['target'], text: 'optional-reason' },
  'order-check': { fields: ['checkers'], text: 'note' },
  settle: { fields: [], text: 'required-note' },
  dispatch: { fields: ['department', 'further', 'workers', 'due'], text: 'note' },
  return: { fields: ['whose'], text: 'reason' },
  'report-back': { fields: ['whose'], text: 'required-note' },
  'request-extension': { fields: ['until'], text: 'reason' },
  'grant-extension': { fields: ['grantedUntil'], text: 'note' },
  'refuse-extension': { fields: [], text: 'reason' },
  suspend: { fields: ['review'], text: 'reason' },
  'send-to-verify': { fields: ['verifier'], text: 'note' },
  'verify-pass': { fields: [], text: 'note' },
  'verify-fail': { fields: [], text: 'reason' },
  evaluate: { fields: ['satisfaction', 'way'], text: 'note', personal: true },
  reopen: { fields: [], text: 'reason' },
  escalate: { fields: [], text: 'reason' },
  'answer-escalation': { fields: ['outcome'], text: 'required-note' },
  cancel: { fields: [], text: 'reason', danger: true },
  supervise: { fields: ['level', 'pressed', 'supervisionDue'], text: 'note' },
  'release-supervision': { fields: [], text: 'note' },
  annotate: { fields: [], text: 'required-note', personal: true },
  assign: { fields: ['further', 'workers'], text: 'note' },
  unassign: { fields: ['assignee'], text: 'reason' },
  'answer-supervision': { fields: [], text: 'required-note' },
  correct: { fields: ['category'], text: 'note' },
  unmerge: { fields: [], text: 'reason' },
  link: { fields: ['target'], text: 'note' },
  unlink: { fields: [], text: 'note' },
  complain: { fields: [], text: 'required-note', personal: true },
  'answer-check': { fields: ['found'], text: 'note' },
  recheck: { fields: ['passed'], text: 'note' },
};

const levelSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** What an operator has put into a form so far. null: untouched, so what is proposed counts. Times are as typed. */
export const formDraftSchema = z.object({
  text: z.string(),
  personal: z.boolean().default(false),
  departmentId: z.string().nullable(),
  workerIds: z.array(z.string()).nullable(),
  time: z.string().nullable(),
  level: levelSchema.nullable(),
  targetId: z.string().nullable(),
  outcome: z.enum(['handled', 'back']).nullable(),
  satisfaction: z.number().int().min(1).max(5).nullable(),
  /** departments beside the leading one */
  departmentIds: z.array(z.string()).default([]),
  /** how the resident was asked */
  way: z.enum(EVALUATION_WAYS).nullable().default(null),
  /** whom it is about, as `kind:id`; null: all of them, where that makes sense */
  assignee: z.string().nullable().default(null),
  /** the answer to a yes-or-no question */
  verdict: z.boolean().nullable().default(null),
  categoryCode: z.string().nullable().default(null),
});
export type FormDraft = z.infer<typeof formDraftSchema>;

export const EMPTY_DRAFT: FormDraft = {
  text: '',
  personal: false,
  departmentId: null,
  workerIds: null,
  time: null,
  level: null,
  targetId: null,
  outcome: null,
  satisfaction: null,
  departmentIds: [],
  way: null,
  assignee: null,
  verdict: null,
  categoryCode: null,
};

export function isFormAction(action: string): action is FormAction {
  return action in FORMS;
}

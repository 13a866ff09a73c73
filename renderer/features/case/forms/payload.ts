import type { Assignee, CaseActions } from '#shared/domain/case.ts';
import { parseLocalInput } from '../../../parts/index.ts';
import type { Proposals } from './proposals.ts';
import type { FormAction, FormDraft } from './spec.ts';

/** Why a form cannot be sent as it is: a key of the feature's `missing` words. */
export type Missing =
  | 'reason'
  | 'note'
  | 'recipient'
  | 'verifier'
  | 'checker'
  | 'target'
  | 'outcome'
  | 'satisfaction'
  | 'assignee'
  | 'verdict'
  | 'category'
  | 'time';

export type FormPayload = { [K in FormAction]: { action: K; payload: CaseActions[K] } }[FormAction];
export type Filled = { ok: true; filled: FormPayload } | { ok: false; missing: Missing };

const no = (missing: Missing): Filled => ({ ok: false, missing });
const yes = (filled: FormPayload): Filled => ({ ok: true, filled });

/** What the form shows as chosen: the operator's choice, else the proposal. */
export function chosenOf(draft: FormDraft, proposals: Proposals, now: number) {
  return {
    departmentId: draft.departmentId ?? proposals.departmentId,
    workerIds: draft.workerIds ?? proposals.workerIds,
    time: draft.time === null ? proposals.time : parseLocalInput(draft.time, now),
    level: draft.level ?? proposals.level,
  };
}

/**
 * The action's payload from its draft, with proposals where nothing was touched; or what is still missing. An empty
 * department ('') in the draft means the operator took the proposed one away. `now` completes a time typed without its day.
 */
export function payloadOf(action: FormAction, draft: FormDraft, proposals: Proposals, now: number): Filled {
  const text = draft.text.trim();
  const note = text || undefined;
  const personal = draft.personal || undefined;
  const { departmentId, workerIds, time, level } = chosenOf(draft, proposals, now);
  const others = draft.departmentIds;
  const assigneeId = assigneeOf(draft.assignee)?.id;
  // What was typed as a time and is none must never be taken for no time at all.
  if (draft.time?.trim() && time === null) return no('time');
  switch (action) {
    case 'reject':
    case 'refuse-extension':
    case 'verify-fail':
    case 'reopen':
    case 'escalate':
    case 'cancel':
      return text ? yes({ action, payload: { reason: text } }) : no('reason');
    case 'unmerge':
      return text ? yes({ action, payload: { reason: text } }) : no('reason');
    case 'unassign': {
      const assignee = assigneeOf(draft.assignee);
      if (!assignee) return no('assignee');
      return text ? yes({ action, payload: { assignee, reason: text } }) : no('reason');
    }
    case 'complain':
    case 'annotate':
      return text ? yes({ action, payload: { note: text, personal } }) : no('note');
    case 'answer-supervision':
    case 'settle':
      return text ? yes({ action, payload: { note: text } }) : no('note');
    case 'return':
      return text ? yes({ action, payload: { assigneeId, reason: text } }) : no('reason');
    case 'report-back':
      return text ? yes({ action, payload: { assigneeId, note: text } }) : no('note');
    case 'verify-pass':
    case 'unlink':
    case 'release-supervision':
      return yes({ action, payload: { note } });
    case 'merge':
      return draft.targetId ? yes({ action, payload: { intoId: draft.targetId, reason: note } }) : no('target');
    case 'link':
      return draft.targetId ? yes({ action, payload: { majorId: draft.targetId, note } }) : no('target');
    case 'correct':
      return draft.categoryCode ? yes({ action, payload: { categoryCode: draft.categoryCode, note } }) : no('category');
    case 'answer-check':
      return draft.verdict === null ? no('verdict') : yes({ action, payload: { found: draft.verdict, note } });
    case 'recheck':
      return draft.verdict === null ? no('verdict') : yes({ action, payload: { passed: draft.verdict, note } });
    case 'assign':
      return assignOf(others, workerIds, note);
    case 'order-check':
      return workerIds.length > 0 ? yes({ action, payload: { workerIds, note } }) : no('checker');
    case 'dispatch':
      // Untouched, the centre's own clock sets the limit from the category.
      return dispatchOf({ departmentId, others, workerIds }, draft.time === null ? null : time, note);
    case 'send-to-verify': {
      const [workerId] = workerIds;
      return workerId ? yes({ action, payload: { workerId, note } }) : no('verifier');
    }
    case 'request-extension':
      if (!text) return no('reason');
      return time === null ? no('time') : yes({ action, payload: { until: time, reason: text } });
    case 'grant-extension':
      return yes({ action, payload: { until: draft.time === null ? undefined : (time ?? undefined), note } });
    case 'suspend':
      if (!text) return no('reason');
      return time === null ? no('time') : yes({ action, payload: { reason: text, reviewAt: time } });
    case 'evaluate':
      return draft.satisfaction === null
        ? no('satisfaction')
        : yes({ action, payload: { satisfaction: draft.satisfaction, by: draft.way ?? undefined, note, personal } });
    case 'answer-escalation':
      if (!draft.outcome) return no('outcome');
      return text ? yes({ action, payload: { outcome: draft.outcome, note: text } }) : no('note');
    case 'supervise':
      return yes({
        action,
        payload: { level, to: assigneeOf(draft.assignee) ?? undefined, note, dueAt: time ?? undefined },
      });
  }
}

/** The assignee a draft names, `kind:id`. */
function assigneeOf(named: string | null): Assignee | null {
  const [kind, id] = named?.split(/:(.*)/s) ?? [];
  return id && (kind === 'department' || kind === 'worker') ? { kind, id } : null;
}

function assignOf(departmentIds: string[], workerIds: string[], note: string | undefined): Filled {
  if (departmentIds.length === 0 && workerIds.length === 0) return no('recipient');
  return yes({
    action: 'assign',
    payload: {
      departmentIds: departmentIds.length > 0 ? departmentIds : undefined,
      workerIds: workerIds.length > 0 ? workerIds : undefined,
      note,
    },
  });
}

/** The first of several departments leads when none was said to. */
function dispatchOf(
  { departmentId, others, workerIds }: { departmentId: string | null; others: string[]; workerIds: string[] },
  dueAt: number | null,
  note: string | undefined,
): Filled {
  const departments = [...new Set([...(departmentId ? [departmentId] : []), ...others])];
  const [lead] = departments;
  if (!lead && workerIds.length === 0) return no('recipient');
  return yes({
    action: 'dispatch',
    payload: {
      departmentId: lead,
      departmentIds: departments.length > 1 ? departments : undefined,
      workerIds: workerIds.length > 0 ? workerIds : undefined,
      dueAt: dueAt ?? undefined,
      note,
    },
  });
}

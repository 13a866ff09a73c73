import type { CaseActions } from '#shared/domain/case.ts';
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
  // What was typed as a time and is none must never be taken for no time at all.
  if (draft.time?.trim() && time === null) return no('time');
  switch (action) {
    case 'reject':
    case 'return':
    case 'refuse-extension':
    case 'verify-fail':
    case 'reopen':
    case 'escalate':
    case 'cancel':
      return text ? yes({ action, payload: { reason: text } }) : no('reason');
    case 'annotate':
      return text ? yes({ action, payload: { note: text, personal } }) : no('note');
    case 'settle':
    case 'report-back':
      return text ? yes({ action, payload: { note: text } }) : no('note');
    case 'verify-pass':
    case 'release-supervision':
      return yes({ action, payload: { note } });
    case 'merge':
      return draft.targetId ? yes({ action, payload: { intoId: draft.targetId, reason: note } }) : no('target');
    case 'order-check':
      return workerIds.length > 0 ? yes({ action, payload: { workerIds, note } }) : no('checker');
    case 'dispatch':
      // Untouched, the centre's own clock sets the limit from the category.
      return dispatchOf(departmentId, workerIds, draft.time === null ? null : time, note);
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
        : yes({ action, payload: { satisfaction: draft.satisfaction, note, personal } });
    case 'answer-escalation':
      if (!draft.outcome) return no('outcome');
      return text ? yes({ action, payload: { outcome: draft.outcome, note: text } }) : no('note');
    case 'supervise':
      return yes({ action, payload: { level, note, dueAt: time ?? undefined } });
  }
}

function dispatchOf(
  departmentId: string | null,
  workerIds: string[],
  dueAt: number | null,
  note: string | undefined,
): Filled {
  if (!departmentId && workerIds.length === 0) return no('recipient');
  return yes({
    action: 'dispatch',
    payload: {
      departmentId: departmentId || undefined,
      workerIds: workerIds.length > 0 ? workerIds : undefined,
      dueAt: dueAt ?? undefined,
      note,
    },
  });
}

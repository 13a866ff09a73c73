import { CASE_ACTION_PAYLOADS } from '#shared/protocol/ops.ts';
import type { CaseActionName } from '#shared/domain/case.ts';
import type { CaseView } from '#shared/contract/views.ts';

/** An action the state allows; `refusal` says why this operator may not (a key for `refusalWords`). */
export interface ActionOffer {
  action: CaseActionName;
  refusal: string | null;
  /** the key that takes it */
  shortcut?: string;
  /** the step that moves the case on from here */
  main: boolean;
}

export interface ActionOffers {
  bar: ActionOffer[];
  menu: ActionOffer[];
}

const SHORTCUTS: Partial<Record<CaseActionName, string>> = {
  accept: 'A',
  reject: 'R',
  merge: 'M',
  dispatch: 'D',
  correct: 'E',
  supervise: 'S',
  'send-to-verify': 'V',
  'verify-pass': 'V',
  'verify-fail': 'F',
  annotate: 'N',
};

/** Actions of the bar in the order they are shown; the rest stand in the menu. */
const BAR: readonly CaseActionName[] = [
  'accept',
  'reject',
  'merge',
  'dispatch',
  'send-to-verify',
  'verify-pass',
  'verify-fail',
  'grant-extension',
  'refuse-extension',
  'answer-escalation',
  'resume',
  'answer-check',
  'answer-supervision',
  'recheck',
  'evaluate',
  'reopen',
  'supervise',
];
const MENU: readonly CaseActionName[] = [
  'order-check',
  'correct',
  'settle',
  'assign',
  'unassign',
  'start',
  'return',
  'report-back',
  'request-extension',
  'suspend',
  'escalate',
  'release-supervision',
  'link',
  'unlink',
  'unmerge',
  'complain',
  'annotate',
  'cancel',
];
const MAIN: readonly CaseActionName[] = [
  'accept',
  'dispatch',
  'send-to-verify',
  'verify-pass',
  'grant-extension',
  'answer-escalation',
  'resume',
  'evaluate',
];
/** Refusals that say there is nothing to act on: the action is not shown at all. */
const POINTLESS: readonly string[] = [
  'no-extension-asked',
  'not-supervised',
  'answered-already',
  'not-linked',
  'no-check-asked',
  'no-recheck-asked',
  'rechecked-already',
  'clock-only',
];

/** Answers to something that waits for one role: shown to the others they would only stand in the way. */
const ANSWERS: readonly CaseActionName[] = ['answer-check', 'answer-supervision', 'recheck', 'unlink'];

/** Taken with one press and no form: nothing has to be said, and undo takes it back. */
const AT_ONCE: readonly CaseActionName[] = ['accept', 'start', 'resume'];
export type AtOnceAction = 'accept' | 'start' | 'resume';

export function isAtOnce(action: CaseActionName): action is AtOnceAction {
  return AT_ONCE.includes(action);
}

/** The offers of a case, sorted into bar and menu. Unknown actions (of a newer centre) are left out. */
export function offersOf(choices: CaseView['actions']): ActionOffers {
  const offers = new Map<CaseActionName, ActionOffer>();
  for (const { action, refusal } of choices) {
    if (!isCaseAction(action) || (refusal !== null && POINTLESS.includes(refusal))) continue;
    if (refusal === 'role-missing' && ANSWERS.includes(action)) continue;
    offers.set(action, { action, refusal, shortcut: SHORTCUTS[action], main: MAIN.includes(action) });
  }
  const pick = (names: readonly CaseActionName[]) => names.flatMap((name) => offers.get(name) ?? []);
  return { bar: pick(BAR), menu: pick(MENU) };
}

/** The offer that a key stands for now: an allowed one before a refused one. */
export function offerOf(offers: ActionOffers, shortcut: string): ActionOffer | null {
  const fitting = [...offers.bar, ...offers.menu].filter((offer) => offer.shortcut === shortcut);
  return fitting.find((offer) => offer.refusal === null) ?? fitting[0] ?? null;
}

export function isCaseAction(name: string): name is CaseActionName {
  return name in CASE_ACTION_PAYLOADS;
}

/** Whether the operator may take the action now. */
export function mayTake(choices: CaseView['actions'], action: CaseActionName): boolean {
  return choices.some((choice) => choice.action === action && choice.refusal === null);
}

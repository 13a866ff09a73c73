/** The lifecycle table as data: from which states, by which action, to where, and by whom. */
import { CASE_STATES, type CaseActionName, type CaseState, ENDED_STATES } from './case.ts';
import type { Role } from './roles.ts';

/** States in which somebody still owes the case something. */
export const OPEN_STATES: readonly CaseState[] = CASE_STATES.filter((state) => !ENDED_STATES.includes(state));

/**
 * Which terminal may act: its worker reported the case, is assigned to it, is asked to verify or to check it, has to reply to
 * its supervision, or any.
 */
export type TerminalPart = 'reporter' | 'assigned' | 'verifier' | 'checker' | 'pressed' | 'any';

export interface Transition {
  from: readonly CaseState[];
  /** 'same' leaves the state as it is; of several states the payload chooses */
  to: readonly CaseState[] | 'same';
  /** operators holding one of these may act */
  roles: readonly Role[];
  /** absent: no terminal may act */
  terminal?: TerminalPart;
  /** the centre's own clock or machinery may act */
  system?: true;
}

const DESKS: readonly Role[] = ['intake', 'dispatcher', 'verifier', 'supervisor', 'shift-lead'];
const RECEPTION: readonly Role[] = ['intake', 'shift-lead'];
/** They also record by hand what a department without terminals did; that counts as having handled the case. */
const DISPATCH: readonly Role[] = ['dispatcher', 'shift-lead'];
const LEAD: readonly Role[] = ['shift-lead'];
const PRESSURE: readonly Role[] = ['supervisor', 'shift-lead'];

export const TRANSITIONS: Readonly<Record<CaseActionName, Transition>> = {
  accept: { from: ['reported'], to: ['accepted'], roles: RECEPTION },
  reject: { from: ['reported'], to: ['rejected'], roles: RECEPTION },
  merge: { from: ['reported'], to: ['merged'], roles: RECEPTION },
  'order-check': { from: ['reported'], to: 'same', roles: ['intake'] },
  settle: { from: ['reported'], to: ['reported-back'], roles: ['intake'], terminal: 'reporter' },
  dispatch: { from: ['accepted', 'returned'], to: ['dispatched'], roles: DISPATCH },
  assign: { from: ['dispatched', 'handling'], to: 'same', roles: DISPATCH },
  unassign: { from: ['dispatched', 'handling'], to: ['dispatched', 'handling', 'reported-back'], roles: DISPATCH },
  start: { from: ['dispatched', 'handling'], to: ['handling'], roles: DISPATCH, terminal: 'assigned' },
  return: {
    from: ['dispatched', 'handling'],
    to: ['returned', 'dispatched', 'handling', 'reported-back'],
    roles: DISPATCH,
    terminal: 'assigned',
  },
  'report-back': { from: ['handling'], to: ['reported-back', 'handling'], roles: DISPATCH, terminal: 'assigned' },
  'request-extension': { from: ['handling'], to: 'same', roles: DISPATCH, terminal: 'assigned' },
  /** a supervisor only as the second of two; see `separation.ts` */
  'grant-extension': { from: ['handling'], to: 'same', roles: PRESSURE },
  'refuse-extension': { from: ['handling'], to: 'same', roles: LEAD },
  suspend: { from: ['handling'], to: ['suspended'], roles: LEAD },
  resume: { from: ['suspended'], to: ['handling'], roles: LEAD },
  'send-to-verify': { from: ['reported-back'], to: ['verifying'], roles: DISPATCH },
  'verify-pass': { from: ['verifying'], to: ['closed'], roles: ['verifier'], terminal: 'verifier' },
  'verify-fail': { from: ['verifying'], to: ['dispatched'], roles: ['verifier'], terminal: 'verifier' },
  evaluate: { from: ['closed'], to: ['evaluated'], roles: ['verifier', 'intake'] },
  reopen: { from: ['closed', 'evaluated'], to: ['accepted'], roles: LEAD },
  escalate: { from: ['accepted', 'dispatched', 'returned', 'handling'], to: ['escalated'], roles: LEAD },
  'answer-escalation': { from: ['escalated'], to: ['reported-back', 'accepted'], roles: LEAD },
  cancel: { from: OPEN_STATES, to: ['cancelled'], roles: LEAD },
  supervise: { from: OPEN_STATES, to: 'same', roles: PRESSURE },
  'release-supervision': { from: OPEN_STATES, to: 'same', roles: PRESSURE },
  'answer-supervision': { from: OPEN_STATES, to: 'same', roles: DISPATCH, terminal: 'pressed' },
  correct: { from: ['reported', 'accepted'], to: 'same', roles: [...RECEPTION, 'dispatcher'] },
  unmerge: { from: ['merged'], to: ['reported'], roles: RECEPTION },
  link: { from: OPEN_STATES, to: 'same', roles: [...RECEPTION, 'dispatcher'] },
  unlink: { from: OPEN_STATES, to: 'same', roles: [...RECEPTION, 'dispatcher'] },
  complain: {
    from: [...OPEN_STATES, 'closed', 'evaluated'],
    to: 'same',
    roles: RECEPTION,
    terminal: 'any',
    system: true,
  },
  'answer-check': { from: ['reported'], to: 'same', roles: ['intake'], terminal: 'checker' },
  recheck: { from: ['closed', 'evaluated'], to: 'same', roles: ['verifier'] },
  annotate: { from: CASE_STATES, to: 'same', roles: DESKS, terminal: 'any', system: true },
  climb: { from: OPEN_STATES, to: 'same', roles: [], system: true },
};

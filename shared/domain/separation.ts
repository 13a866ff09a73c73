/**
 * Separation of duties, by case and not by screen: who dispatched or handled a case never verifies or closes it, who
 * supervised it may not cancel it, and nobody decides on a request of their own.
 */
import type { ActorRef, Case, CaseActionName } from './case.ts';
import type { RefusalReason } from './refusals.ts';
import type { Role } from './roles.ts';
import { TRANSITIONS } from './transitions.ts';

export interface Person {
  actor: ActorRef;
  roles: readonly Role[];
  /** codes of the grids an operator's work is limited to, with all that lies in them; none: all */
  areas?: readonly string[];
}

type Shown = Pick<Case, 'handledByIds' | 'workerIds' | 'supervision' | 'supervisedByIds'>;

/** Whether this person may verify or close the case: neither dispatched nor handled it, nor is assigned to it. */
export function mayVerify(current: Shown, personId: string): boolean {
  return !current.handledByIds.includes(personId) && !current.workerIds.includes(personId);
}

/** Whether this person may cancel the case as far as supervision goes. */
export function mayCancel(current: Shown, personId: string): boolean {
  return current.supervision?.byId !== personId && !(current.supervisedByIds ?? []).includes(personId);
}

/** Whether a case stands in one of these grids, streets or communities. */
export function isInAreas({ gridCode }: Pick<Case, 'gridCode'>, areas: readonly string[] = []): boolean {
  return areas.length === 0 || areas.some((area) => gridCode.startsWith(area));
}

/** Why this person may not do this to the case, whatever its state and the payload; null when they may. */
export function personRefusal(current: Case, action: CaseActionName, person: Person): RefusalReason | null {
  return partRefusal(current, action, person) ?? dutyRefusal(current, action, person);
}

function partRefusal(current: Case, action: CaseActionName, { actor, roles, areas }: Person): RefusalReason | null {
  const row = TRANSITIONS[action];
  if (actor.kind === 'system') return row.system ? null : 'not-for-system';
  if (actor.kind === 'terminal') return terminalRefusal(current, action, actor.id);
  if (row.roles.length === 0) return 'clock-only';
  if (!row.roles.some((role) => roles.includes(role))) return 'role-missing';
  return isInAreas(current, areas) ? null : 'not-your-area';
}

function terminalRefusal(current: Case, action: CaseActionName, workerId: string): RefusalReason | null {
  switch (TRANSITIONS[action].terminal) {
    case 'any':
      return null;
    case 'reporter':
      return current.reporterId === workerId ? null : 'not-the-reporter';
    case 'assigned':
      return current.workerIds.includes(workerId) ? null : 'not-assigned';
    case 'verifier':
      return current.verifierId === workerId ? null : 'not-asked-to-verify';
    case 'pressed': {
      const to = current.supervision?.to;
      if (to?.kind === 'worker') return to.id === workerId ? null : 'not-pressed';
      return current.workerIds.includes(workerId) ? null : 'not-assigned';
    }
    case 'checker':
      return current.checkerIds?.includes(workerId) ? null : 'not-asked-to-check';
    case undefined:
      return 'not-for-terminals';
  }
}

function dutyRefusal(current: Case, action: CaseActionName, { actor, roles }: Person): RefusalReason | null {
  const personId = actor.id;
  switch (action) {
    case 'recheck':
      if (current.closedById === personId) return 'passed-it-yourself';
      return mayVerify(current, personId) ? null : 'handled-it';
    case 'answer-supervision':
      return current.supervision?.byId === personId ? 'pressed-it-yourself' : null;
    case 'verify-pass':
    case 'verify-fail':
      return mayVerify(current, personId) ? null : 'handled-it';
    case 'cancel':
      return mayCancel(current, personId) ? null : 'supervisor-cannot-cancel';
    case 'grant-extension':
      if (current.extension?.grantedById === personId) return 'granted-it-yourself';
      // The first of two, and the only one of an ordinary extension, is the shift lead.
      if (current.extension && !current.extension.grantedById && !roles.includes('shift-lead')) return 'role-missing';
      return current.extension?.byId === personId ? 'asked-it-yourself' : null;
    case 'refuse-extension':
      return current.extension?.byId === personId ? 'asked-it-yourself' : null;
    default:
      return null;
  }
}

/** Actions that make whoever does them one of the hands that handled the case. */
export const HANDLING_ACTIONS: readonly CaseActionName[] = [
  'settle',
  'dispatch',
  'start',
  'return',
  'report-back',
  'request-extension',
];

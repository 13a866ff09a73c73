import type { ActorRef, Case, CaseAction, CaseActionName, CaseEvent } from '#shared/domain/case.ts';
import { sealEvent } from '#shared/domain/chain.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import type { Role } from '#shared/domain/roles.ts';
import { maskPersonal } from '#shared/protocol/personal.ts';
import type { Gateway } from '../context.ts';
import type { Decision } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put, Unit } from '../storage/storage.ts';
import { refuse, refuseBy, type WireRefusal } from '../wire/refusal.ts';
import { sealedTextOf } from './newCase.ts';
import { sideCommands } from './sideCommands.ts';

export interface CaseActionRequest {
  caseId: string;
  action: CaseAction;
  actor: ActorRef;
  roles: readonly Role[];
  /** version the actor saw; absent when it does not say */
  baseVersion?: number;
  /** the desk's or terminal's clock */
  deskAt: number;
}

/** Actions that change nothing another action depends on: having missed one is no conflict. */
const HARMLESS: readonly CaseEvent['action'][] = ['annotate', 'climb', 'supervise', 'release-supervision'];

export type CaseDecision = { ok: true; unit: Unit; case: Case; event: CaseEvent } | WireRefusal;

/**
 * Decides one action on one case: the only way a case changes. The case's row, its sealed history line and the
 * commands that follow from it go into one unit.
 */
export async function decideCaseAction(gateway: Gateway, request: CaseActionRequest): Promise<CaseDecision> {
  const current = await gateway.storage.get('case', request.caseId);
  if (!current) return refuse('not-found', '没有这个案件');
  const history = await gateway.storage.children('case-event', current.id);
  if (missedSomething(request, current, history))
    return refuse('conflict', '案件已被他人处理，请按最新情况再定', current);

  const { actor, roles, deskAt } = request;
  const action = maskedAction(request.action);
  const unknown = await unknownReference(gateway, action);
  if (unknown) return refuse('not-found', unknown);
  const at = gateway.now();
  const limits = gateway.directory.limitsOf(current.categoryCode);
  const outcome = applyAction(current, action, { actor, roles, at, deskAt, limits, calendar: gateway.calendar });
  if (!outcome.ok) {
    return refuseBy(outcome.code, outcome.reason, outcome.code === 'conflict' ? current : undefined);
  }
  const event = sealEvent(outcome.event, gateway.newId(), history.at(-1) ?? null);
  const casePut = putRow('case', outcome.case, current.version);
  casePut.index.due = climbDue(casePut, outcome.case, [...history, event]);
  const side = await sideCommands(gateway, outcome.case, { ...request, action });
  const said = personalNote(request.action);
  const sealedTexts = said === null ? [] : [sealedTextOf(gateway, event, said)];
  return {
    ok: true,
    case: outcome.case,
    event,
    unit: { ...side, sealedTexts, puts: [casePut, putRow('case-event', event, 0), ...(side.puts ?? [])] },
  };
}

/** The same, as an answer with the case's new state. */
export async function decideCaseAnswer(gateway: Gateway, request: CaseActionRequest): Promise<Decision> {
  const decision = await decideCaseAction(gateway, request);
  if (!decision.ok) return decision;
  const { state, version, number } = decision.case;
  return { ok: true, unit: decision.unit, answer: { result: { caseId: request.caseId, state, version, number } } };
}

/** The action as history may hold it: a note marked personal is sealed beside it, and the chain is over its stand-in. */
function maskedAction(action: CaseAction): CaseAction {
  return caseAction(action.action, maskPersonal(`case.${action.action}`, { ...action.payload }));
}

function personalNote({ payload }: CaseAction): string | null {
  return 'personal' in payload && payload.personal && payload.note ? payload.note : null;
}

/** What a payload names must be there; the rules of the domain cannot know. Null when all is. */
async function unknownReference({ directory, storage }: Gateway, action: CaseAction): Promise<string | null> {
  const { payload } = action;
  const named = 'workerIds' in payload ? (payload.workerIds ?? []) : 'workerId' in payload ? [payload.workerId] : [];
  const stranger = named.find((id) => !directory.workers.has(id));
  if (stranger !== undefined) return `没有这位网格员：${stranger}`;
  if ('departmentId' in payload && payload.departmentId && !directory.departments.has(payload.departmentId)) {
    return `没有这个部门：${payload.departmentId}`;
  }
  if (action.action === 'merge' && !(await storage.get('case', action.payload.intoId))) return '没有要并入的案件';
  return null;
}

/** A line of the history is written with every version: version n is line n. */
function missedSomething(request: CaseActionRequest, current: Case, history: readonly CaseEvent[]): boolean {
  const { baseVersion, action } = request;
  if (baseVersion === undefined || action.action === 'annotate' || baseVersion === current.version) return false;
  if (baseVersion > current.version) return true;
  return history.some((event) => event.n > baseVersion && !HARMLESS.includes(event.action));
}

/** The next tier has its time too: each climb under one clock waits the clock's whole span again. */
function climbDue(put: Put, row: Case, history: readonly CaseEvent[]): number | undefined {
  const { clock } = row;
  if (put.index.due === undefined || !clock) return put.index.due;
  const climbs = history.filter((event) => event.action === 'climb' && event.at >= clock.startedAt).length;
  return clock.dueAt + climbs * Math.max(1, clock.dueAt - clock.startedAt);
}

/** A name and its payload as one action; the payload was parsed by the schema of that name. */
export function caseAction(action: CaseActionName, payload: unknown): CaseAction {
  return { action, payload } as CaseAction;
}

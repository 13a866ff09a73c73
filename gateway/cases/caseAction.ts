import type { ActorRef, Case, CaseAction, CaseActionName, CaseEvent } from '#shared/domain/case.ts';
import { sealEvent } from '#shared/domain/chain.ts';
import type { ActionContext } from '#shared/domain/context.ts';
import { foldFacts } from '#shared/domain/facts.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import type { Role } from '#shared/domain/roles.ts';
import { extensionRuleOf } from '#shared/protocol/desks.ts';
import { maskPersonal } from '#shared/protocol/personal.ts';
import type { Gateway } from '../context.ts';
import type { Decision } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import type { Unit } from '../storage/storage.ts';
import { refuse, refuseBy, type WireRefusal } from '../wire/refusal.ts';
import { casePut } from './casePut.ts';
import { sealedTextOf } from './newCase.ts';
import { casePolicy } from './policy.ts';
import { unknownReference } from './references.ts';
import { isSampled } from './sampling.ts';
import { sideCommands } from './sideCommands.ts';

export interface CaseActionRequest {
  caseId: string;
  action: CaseAction;
  actor: ActorRef;
  roles: readonly Role[];
  /** grids an operator's work is limited to */
  areas?: readonly string[];
  /** version the actor saw; absent when it does not say */
  baseVersion?: number;
  /** the desk's or terminal's clock */
  deskAt: number;
}

/** Actions that change nothing another action depends on: having missed one is no conflict. */
const HARMLESS: readonly CaseEvent['action'][] = [
  ...(['annotate', 'climb', 'supervise', 'release-supervision', 'answer-supervision', 'complain'] as const),
  ...(['link', 'unlink'] as const),
];

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

  const action = preparedAction(gateway, current, request.action);
  if (!action) return refuse('invalid', '位置不在本区附近');
  const unknown = await unknownReference(gateway, current, action);
  if (unknown) return unknown;
  const context = contextOf(gateway, { ...request, action }, current, history);
  const outcome = applyAction(withFacts(current, history, context), action, context);
  if (!outcome.ok) {
    return refuseBy(outcome.code, outcome.reason, outcome.code === 'conflict' ? current : undefined);
  }
  const event = sealEvent(outcome.event, gateway.newId(), history.at(-1) ?? null);
  const put = casePut(outcome.case, [...history, event], current.version);
  const side = await sideCommands(gateway, { before: current, after: outcome.case }, { ...request, action });
  const said = personalNote(request.action);
  const sealedTexts = said === null ? [] : [sealedTextOf(gateway, event, said)];
  return {
    ok: true,
    case: outcome.case,
    event,
    unit: { ...side, sealedTexts, puts: [put, putRow('case-event', event, 0), ...(side.puts ?? [])] },
  };
}

/** Who acts, when, and by which rules of this centre. Another category is judged by its own limits at once. */
function contextOf(
  gateway: Gateway,
  { action, actor, roles, areas, deskAt }: CaseActionRequest,
  current: Case,
  history: readonly CaseEvent[],
): ActionContext {
  const { directory, calendar } = gateway;
  const policy = casePolicy(directory);
  const corrected = action.action === 'correct' ? action.payload.categoryCode : undefined;
  const categoryCode = corrected ?? current.categoryCode;
  return {
    ...{ actor, roles, areas, deskAt, calendar },
    at: gateway.now(),
    limits: directory.limitsOf(categoryCode),
    extensionRule: extensionRuleOf(policy, categoryCode),
    sampled: action.action === 'verify-pass' && isSampled(current.id, history, policy),
  };
}

/** A row from before facts were kept gets them out of its history when it next changes. */
function withFacts(
  current: Case,
  history: readonly CaseEvent[],
  measures: Pick<ActionContext, 'limits' | 'calendar'>,
): Case {
  const facts = current.facts ?? foldFacts(history, measures);
  return facts ? { ...current, facts } : current;
}

/**
 * The action as it is decided and as history may hold it: a note marked personal is sealed beside it and the chain is over its
 * stand-in; a correction's grid is where its position lies. Null when that is nowhere near.
 */
function preparedAction({ directory }: Gateway, current: Case, action: CaseAction): CaseAction | null {
  if (action.action !== 'correct') return maskedAction(action);
  const { gridCode: _guessed, ...said } = action.payload;
  const catalogueVersion = directory.categories.get(said.categoryCode ?? '')?.catalogueVersion;
  const payload = { ...said, ...(catalogueVersion !== undefined && { catalogueVersion }) };
  if (said.lon === undefined && said.lat === undefined) return { action: 'correct', payload };
  const [lon, lat] = [said.lon ?? current.lon, said.lat ?? current.lat];
  if (!directory.isNear(lon, lat)) return null;
  return { action: 'correct', payload: { ...payload, gridCode: directory.grids.gridAt(lon, lat) } };
}

/** The same, as an answer with the case's new state. */
export async function decideCaseAnswer(gateway: Gateway, request: CaseActionRequest): Promise<Decision> {
  const decision = await decideCaseAction(gateway, request);
  if (!decision.ok) return decision;
  const { state, version, number } = decision.case;
  return { ok: true, unit: decision.unit, answer: { result: { caseId: request.caseId, state, version, number } } };
}

function maskedAction(action: CaseAction): CaseAction {
  return caseAction(action.action, maskPersonal(`case.${action.action}`, { ...action.payload }));
}

function personalNote({ payload }: CaseAction): string | null {
  return 'personal' in payload && payload.personal && payload.note ? payload.note : null;
}

/** A line of the history is written with every version: version n is line n. */
function missedSomething(request: CaseActionRequest, current: Case, history: readonly CaseEvent[]): boolean {
  const { baseVersion, action } = request;
  if (baseVersion === undefined || action.action === 'annotate' || baseVersion === current.version) return false;
  if (baseVersion > current.version) return true;
  return history.some((event) => event.n > baseVersion && !HARMLESS.includes(event.action));
}

/** A name and its payload as one action; the payload was parsed by the schema of that name. */
export function caseAction(action: CaseActionName, payload: unknown): CaseAction {
  return { action, payload } as CaseAction;
}

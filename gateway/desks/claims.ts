import type { Claim } from '#shared/protocol/desks.ts';
import type { Gateway } from '../context.ts';
import { casePolicy } from '../cases/policy.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import type { Unit } from '../storage/storage.ts';
import { refuse } from '../wire/refusal.ts';

/** A lease of one operator on a case: not a rule of the case, and nothing of it stands in the history. */

const MINUTE = 60_000;

/** Takes all of them or none: over somebody else's fresh claim only knowingly. */
export async function takeClaims(gateway: Gateway, request: OpRequest<'claim.take'>): Promise<Decision> {
  const { caseIds, over = false } = request.payload;
  const before = await claimsOf(gateway, caseIds);
  const held = [...before.values()].find((claim) => isHeldByOther(claim, request, gateway.now()));
  if (held && !over) return refuse('conflict', `${held.by.name}正在处理此案件`, held);
  for (const id of caseIds) if (!(await gateway.storage.get('case', id))) return refuse('not-found', '没有这个案件');
  return granted(gateway, request, caseIds, before);
}

/** The leases run anew; those that another has taken, or that are gone, are answered as lost. */
export async function keepClaims(gateway: Gateway, request: OpRequest<'claim.keep'>): Promise<Decision> {
  const before = await claimsOf(gateway, request.payload.caseIds);
  const isKept = (id: string) => before.get(id)?.by.id === request.user.id;
  const kept = request.payload.caseIds.filter(isKept);
  const lost = request.payload.caseIds.filter((id) => !isKept(id));
  return granted(gateway, request, kept, before, lost);
}

export async function releaseClaims(gateway: Gateway, request: OpRequest<'claim.release'>): Promise<Decision> {
  const before = await claimsOf(gateway, request.payload.caseIds);
  const own = [...before.values()].filter(({ by }) => by.id === request.user.id);
  const dels = own.map(({ id }) => ({ entity: 'claim', id }) as const);
  return { ok: true, unit: { dels }, answer: { result: { caseIds: own.map(({ id }) => id) } } };
}

/** What an operator held at a desk, when they sign out of it. */
export async function dropClaims({ storage }: Gateway, userId: string, consoleId: string): Promise<void> {
  const held = (await storage.children('claim', userId)).filter((claim) => claim.consoleId === consoleId);
  if (held.length > 0) await storage.commit({ dels: held.map(({ id }) => ({ entity: 'claim', id })) });
}

/** Those that nobody has kept for long. */
export async function sweepClaims({ storage, now }: Gateway, limit: number): Promise<void> {
  const stale = await storage.dueBefore('claim', now(), limit);
  if (stale.length > 0) await storage.commit({ dels: stale.map(({ id }) => ({ entity: 'claim', id })) });
}

function isHeldByOther({ by, until }: Claim, { user }: Pick<OpRequest, 'user'>, now: number): boolean {
  return by.id !== user.id && until > now;
}

async function claimsOf({ storage }: Gateway, caseIds: readonly string[]): Promise<Map<string, Claim>> {
  const claims = await Promise.all([...new Set(caseIds)].map((id) => storage.get('claim', id)));
  return new Map(claims.flatMap((claim) => (claim ? [[claim.id, claim] as const] : [])));
}

function granted(
  gateway: Gateway,
  { user, consoleId }: Pick<OpRequest, 'user' | 'consoleId'>,
  caseIds: readonly string[],
  before: ReadonlyMap<string, Claim>,
  lost: readonly string[] = [],
): Decision {
  const at = gateway.now();
  const until = at + casePolicy(gateway.directory).claimMinutes * MINUTE;
  const claims = [...new Set(caseIds)].map((id): Claim => {
    const known = before.get(id);
    const since = known?.by.id === user.id ? known.at : at;
    return {
      id,
      version: (known?.version ?? 0) + 1,
      by: { id: user.id, name: user.name },
      consoleId,
      at: since,
      until,
    };
  });
  const unit: Unit = { puts: claims.map((claim) => putRow('claim', claim, claim.version - 1)) };
  return { ok: true, unit, answer: { result: { caseIds: claims.map(({ id }) => id), lost, until } } };
}

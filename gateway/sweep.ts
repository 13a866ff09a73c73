import { TIERS } from '#shared/domain/case.ts';
import { decideCaseAction } from './cases/caseAction.ts';
import type { Gateway } from './context.ts';
import { sweepClaims } from './desks/claims.ts';
import { LIMITS } from './limits.ts';
import { putRow } from './storage/putRow.ts';
import { SYSTEM } from './systemActor.ts';

/** Rows of one sweep: what is left over is done by the next. */
const ROWS = 200;

/** Everything that happens because time passed: commands expire, late cases climb, forgotten claims go. */
export async function sweep(gateway: Gateway): Promise<void> {
  const now = gateway.now();
  gateway.fleet.markStale(now - LIMITS.staleMs);
  await expireCommands(gateway, now);
  await climbCases(gateway, now);
  await sweepClaims(gateway, ROWS);
}

async function expireCommands({ storage }: Gateway, now: number): Promise<void> {
  for (const command of await storage.dueBefore('command', now, ROWS)) {
    const expired = { ...command, version: command.version + 1, state: 'expired' as const };
    await storage.commit({ puts: [putRow('command', expired, command.version)], dropDeliveries: [command.id] });
  }
}

async function climbCases(gateway: Gateway, now: number): Promise<void> {
  for (const row of await gateway.storage.dueBefore('case', now, ROWS)) {
    const toTier = TIERS[TIERS.indexOf(row.tier) + 1];
    if (!toTier) continue;
    const decision = await decideCaseAction(gateway, {
      caseId: row.id,
      action: { action: 'climb', payload: { toTier } },
      actor: SYSTEM,
      roles: [],
      deskAt: now,
    });
    if (decision.ok) await gateway.storage.commit(decision.unit);
  }
}

import { v7 as uuidv7 } from 'uuid';
import type { Claim } from '#shared/protocol/desks.ts';
import type { Log } from '../log.ts';

/** How long whoever leaves waits at most for what may still go (milliseconds). */
const FLUSH_MS = 3000;

interface Leaving {
  userId: () => string | null;
  consoleId: string;
  claimsOf: (userId: string) => Claim[];
  act: (input: unknown) => unknown;
  flush: (ms: number) => Promise<void>;
  log: Log;
}

/**
 * What happens before an operator signs out or the station stops: the cases claimed at this desk are free for the others at
 * once, not only when the lease has run out, and what waited for a possible undo goes.
 */
export async function leave(leaving: Leaving): Promise<void> {
  const id = leaving.userId();
  if (id === null) return;
  try {
    letGo(leaving, id);
  } catch (err) {
    // A damaged database keeps nobody here; the leases run out by themselves.
    leaving.log.warn({ err }, 'claimed cases were not let go of');
  }
  await leaving.flush(FLUSH_MS);
}

function letGo({ consoleId, claimsOf, act }: Leaving, id: string): void {
  const caseIds = claimsOf(id).flatMap((claim) => (claim.consoleId === consoleId ? [claim.id] : []));
  if (caseIds.length > 0) act({ id: uuidv7(), kind: 'claim.release', payload: { caseIds: caseIds.slice(0, 200) } });
}

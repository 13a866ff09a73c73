import type { EntityName } from '#shared/protocol/entities.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';

const ROWS = 500;
const AGEING = ['transmission', 'call-back', 'channel'] as const satisfies readonly EntityName[];

/** Forgets talks, answered calls and closed channels that are older than they are kept, in slices; consoles hear of it. */
export async function forgetOldTalks({ storage, now }: Gateway): Promise<void> {
  const before = now() - LIMITS.talkKeepMs;
  for (const entity of AGEING) {
    for (;;) {
      const ids = await storage.agedBefore(entity, before, ROWS);
      if (ids.length === 0) break;
      await storage.commit({ dels: ids.map((id) => ({ entity, id })) });
    }
  }
}

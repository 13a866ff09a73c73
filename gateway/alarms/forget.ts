import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';

const ROWS = 500;

/** Forgets alarms that ended long ago, in slices; consoles hear of it. One that waits for somebody's word is nobody's past. */
export async function forgetOldAlarms({ storage, now }: Pick<Gateway, 'storage' | 'now'>): Promise<void> {
  const before = now() - LIMITS.alarmKeepMs;
  for (;;) {
    const ids = await storage.agedBefore('alarm', before, ROWS);
    if (ids.length === 0) return;
    await storage.commit({ dels: ids.map((id) => ({ entity: 'alarm', id })) });
  }
}

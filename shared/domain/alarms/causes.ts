import { type AlarmPriority, type Cause, type CentreAlarmKind, isGraver } from './alarm.ts';

/** A cause that is followed: seen for too short a time yet, or told as an alarm. */
export interface Followed {
  kind: CentreAlarmKind;
  priority: AlarmPriority;
  /** since when it is seen without a break */
  since: number;
  /** when it was last seen, or could not be told */
  last: number;
  told: boolean;
}

/** What one look at the district tells of a cause. */
export type Sight = { sees: Cause } | { cannotTell: string };

export interface Step {
  followed: Map<string, Followed>;
  begun: { cause: Cause; since: number }[];
  /** told before, and graver now */
  graver: Cause[];
  /** keys */
  ended: string[];
}

interface Rules {
  settling(kind: CentreAlarmKind): { raiseMs: number; endMs: number };
  /** alarms of one kind at a time: beyond it the rest waits until some have ended */
  mostOfAKind: number;
}

/**
 * What begins and ends by one more look. A cause alarms once, after it was seen long enough, and ends after it was gone long
 * enough: a value that hovers about a limit neither floods nor flickers. What cannot be told now stays as it was.
 */
export function step(before: ReadonlyMap<string, Followed>, sights: readonly Sight[], now: number, rules: Rules): Step {
  const followed = new Map<string, Followed>();
  const next: Step = { followed, begun: [], graver: [], ended: [] };
  const told = new Map<CentreAlarmKind, number>();
  for (const one of before.values()) if (one.told) told.set(one.kind, (told.get(one.kind) ?? 0) + 1);
  for (const sight of sights) {
    if ('cannotTell' in sight) {
      const known = before.get(sight.cannotTell);
      if (known && !followed.has(sight.cannotTell)) followed.set(sight.cannotTell, { ...known, last: now });
      continue;
    }
    const { sees: cause } = sight;
    const { key, kind, priority } = cause;
    const known = before.get(key);
    const since = known?.since ?? now;
    const count = told.get(kind) ?? 0;
    const begins = !known?.told && now - since >= rules.settling(kind).raiseMs && count < rules.mostOfAKind;
    if (begins) {
      next.begun.push({ cause, since });
      told.set(kind, count + 1);
    } else if (known?.told && isGraver(priority, known.priority)) next.graver.push(cause);
    followed.set(key, { kind, priority, since, last: now, told: begins || known?.told === true });
  }
  for (const [key, known] of before) {
    // One that was not told yet has to be seen without a break.
    if (followed.has(key) || !known.told) continue;
    if (now - known.last >= rules.settling(known.kind).endMs) next.ended.push(key);
    else followed.set(key, known);
  }
  return next;
}

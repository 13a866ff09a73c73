import type { WorkCalendar } from './calendar.ts';
import type { ActorRef, StageLimits } from './case.ts';
import type { ExtensionRule } from './extensions.ts';
import type { Role } from './roles.ts';

/** Who acts, when, and by which limits. `limits` are those of the catalogue version the case is judged by. */
export interface ActionContext {
  actor: ActorRef;
  /** the operator's roles; a terminal's and the system's are not read */
  roles: readonly Role[];
  /** codes of the grids an operator's work is limited to; none: all */
  areas?: readonly string[];
  /** server clock (in the station: its best estimate of it) */
  at: number;
  /** the desk's or terminal's own clock */
  deskAt: number;
  limits: StageLimits;
  calendar: WorkCalendar;
  /** share of a limit that remains when the light turns yellow; a third when absent */
  yellowShare?: number;
  /** the centre's rule for a second approver of an extension; `SECOND_APPROVER` when absent */
  extensionRule?: ExtensionRule;
  /** the case is one of those that are looked at once more after closing */
  sampled?: boolean;
}

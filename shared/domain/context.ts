import type { WorkCalendar } from './calendar.ts';
import type { ActorRef, StageLimits } from './case.ts';
import type { Role } from './roles.ts';

/** Who acts, when, and by which limits. `limits` are those of the catalogue version the case is judged by. */
export interface ActionContext {
  actor: ActorRef;
  /** the operator's roles; a terminal's and the system's are not read */
  roles: readonly Role[];
  /** server clock (in the station: its best estimate of it) */
  at: number;
  /** the desk's or terminal's own clock */
  deskAt: number;
  limits: StageLimits;
  calendar: WorkCalendar;
  /** share of a limit that remains when the light turns yellow; a third when absent */
  yellowShare?: number;
}

/**
 * When pressing a case is proposed to a supervisor. The centre's rule proposes, a person decides: nothing here ever presses.
 */
import { type Case, ENDED_STATES } from './case.ts';

/** Numbers of the centre's policy; 0: never for that reason. */
export interface SupervisionRule {
  /** minutes a light has been red */
  redMinutes: number;
  returns: number;
  complaints: number;
}

export const PROPOSAL_REASONS = ['red-light', 'returns', 'complaints'] as const;
export interface ProposalReason {
  why: (typeof PROPOSAL_REASONS)[number];
  /** how far: minutes past the limit, times returned, complaints */
  n: number;
  /** since which limit, of a red light */
  dueAt?: number;
}

export interface SupervisionProposal {
  reasons: ProposalReason[];
  level: 1 | 2 | 3;
}

/** What is read of a case to propose. */
export type Proposable = Pick<Case, 'state' | 'clock' | 'returns' | 'complaints' | 'supervision' | 'urgency'>;

const MINUTE_MS = 60_000;

function reasonsOf(current: Proposable, rule: SupervisionRule, now: number): ProposalReason[] {
  const { clock, returns, complaints = 0 } = current;
  const reasons: ProposalReason[] = [];
  if (rule.redMinutes > 0 && clock && clock.stoppedAt === undefined) {
    const late = (now - clock.dueAt) / MINUTE_MS;
    if (late >= rule.redMinutes) reasons.push({ why: 'red-light', n: Math.floor(late), dueAt: clock.dueAt });
  }
  if (rule.returns > 0 && returns >= rule.returns) reasons.push({ why: 'returns', n: returns });
  if (rule.complaints > 0 && complaints >= rule.complaints) reasons.push({ why: 'complaints', n: complaints });
  return reasons;
}

/**
 * Why it is proposed to press the case, and how hard: level 1 for one reason, 2 for more than one or a critical case, 3 for all.
 * Null for an ended case, one that is pressed already, and one that gives no reason.
 */
export function supervisionProposalOf(
  current: Proposable,
  rule: SupervisionRule,
  now: number,
): SupervisionProposal | null {
  if (current.supervision || ENDED_STATES.includes(current.state)) return null;
  const reasons = reasonsOf(current, rule, now);
  if (reasons.length === 0) return null;
  const hard = reasons.length + (current.urgency === 'critical' ? 1 : 0);
  return { reasons, level: hard >= 3 ? 3 : hard === 2 ? 2 : 1 };
}

/** What a supervisor put aside: the reasons as they were then. */
export interface PutAside {
  reasons: readonly ProposalReason[];
}

/**
 * Whether a proposal that was put aside stays there: until it has a reason that it had not, a limit that is another, or one
 * more return or complaint. That a red light has been red for longer is nothing new.
 */
export function isStillAside(aside: PutAside, { reasons }: SupervisionProposal): boolean {
  return reasons.every((reason) => {
    const before = aside.reasons.find(({ why }) => why === reason.why);
    if (!before) return false;
    return reason.why === 'red-light' ? before.dueAt === reason.dueAt : reason.n <= before.n;
  });
}

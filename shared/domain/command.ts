/**
 * The command (指令) and its receipts (回执) as the domain knows them: words and rules of a centre, nothing of how they travel.
 */

export const COMMAND_KINDS = ['order', 'notice', 'check', 'muster'] as const;
export const COMMAND_PRIORITIES = ['flash', 'urgent', 'routine'] as const;
export const REQUIRED_RECEIPTS = ['delivered', 'read', 'accepted'] as const;
export const RECEIPT_STATES = ['delivered', 'read', 'accepted', 'declined', 'arrived', 'done', 'failed'] as const;
/** What a command may ask for that a terminal answers by itself (`locate`) or with one tap. */
export const REQUEST_TYPES = ['locate', 'photo', 'voice-note', 'video', 'welfare', 'question'] as const;
export const COMMAND_STATES = ['proposed', 'open', 'refused', 'cancelled', 'expired'] as const;

/** Steps that follow one another while somebody owes an answer. */
export const ESCALATION_STEPS = ['louder', 'next-person', 'voice-call', 'shift-lead'] as const;
export type EscalationStep = (typeof ESCALATION_STEPS)[number];
/** Why a command needs a second person before it leaves. */
export const CONFIRM_REASONS = ['flash', 'size'] as const;

/** How a centre sends commands. */
export interface CommandPolicy {
  /** a command to more workers than this needs a second person */
  confirmOver: number;
  /** a flash command to more workers than this needs a second person */
  confirmFlashOver: number;
  /** local times `HH:MM` between which routine commands wait; equal: none */
  quiet: { from: string; to: string };
  /** seconds in which the required receipt is due, by priority */
  dueSeconds: { [P in (typeof COMMAND_PRIORITIES)[number]]: number };
  /** steps one after the other, each so long after the one before, seconds */
  escalation: { steps: EscalationStep[]; everySeconds: number };
}
export const COMMAND_POLICY: CommandPolicy = {
  confirmOver: 500,
  confirmFlashOver: 20,
  quiet: { from: '22:00', to: '06:00' },
  dueSeconds: { flash: 30, urgent: 120, routine: 900 },
  escalation: { steps: ['louder', 'next-person', 'voice-call', 'shift-lead'], everySeconds: 60 },
};

export type PolicyProblem = 'flash-above-size' | 'step-twice';

/** What does not fit together in a policy; null: nothing. */
export function policyProblem({ confirmOver, confirmFlashOver, escalation }: CommandPolicy): PolicyProblem | null {
  // A flash command is never the less dangerous one of two.
  if (confirmFlashOver > confirmOver) return 'flash-above-size';
  return new Set(escalation.steps).size < escalation.steps.length ? 'step-twice' : null;
}

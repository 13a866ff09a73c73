/** When an extension needs a second person: further ones and long ones, as the category says. */
import type { Case } from './case.ts';
import type { ActionContext } from './context.ts';

export interface ExtensionRule {
  /** from this many granted extensions on, every further one needs a second approver */
  further: number;
  /** an extension by more than this share of the limit first given needs one, whichever it is */
  longShare: number;
}
/** The first extension is the shift lead's alone, unless it more than doubles the time. */
export const SECOND_APPROVER: ExtensionRule = { further: 1, longShare: 1 };

/** Whether granting until then still waits for a second person; false when the first has agreed already. */
export function needsSecond(
  { clock, extension }: Pick<Case, 'clock' | 'extension'>,
  until: number,
  { extensionRule: { further, longShare } = SECOND_APPROVER }: Pick<ActionContext, 'extensionRule'>,
): boolean {
  if (!clock || !extension || extension.grantedById !== undefined) return false;
  const isLong = until - clock.dueAt > (clock.firstDueAt - clock.startedAt) * longShare;
  return clock.extensions >= further || isLong;
}

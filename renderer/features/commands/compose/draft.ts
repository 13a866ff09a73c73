import { z } from 'zod';
import type { CommandView } from '#shared/contract/views.ts';
import { COMMAND_KINDS, COMMAND_PRIORITIES, REQUIRED_RECEIPTS } from '#shared/domain/command.ts';

export const VALIDITIES = ['quarter', 'hour', 'today', 'none'] as const;

/** A command as far as it is written. null: untouched, so what is proposed counts. */
export const commandDraftSchema = z.object({
  kind: z.enum(COMMAND_KINDS),
  priority: z.enum(COMMAND_PRIORITIES).nullable(),
  title: z.string().nullable(),
  text: z.string(),
  validity: z.enum(VALIDITIES),
  requires: z.enum(REQUIRED_RECEIPTS).nullable(),
  workerIds: z.array(z.string()).nullable(),
  teams: z.array(z.string()),
  grids: z.array(z.object({ code: z.string(), name: z.string() })),
  withTarget: z.boolean(),
});
export type CommandDraft = z.infer<typeof commandDraftSchema>;

export const EMPTY_COMMAND: CommandDraft = {
  kind: 'order',
  priority: null,
  title: null,
  text: '',
  validity: 'hour',
  requires: null,
  workerIds: null,
  teams: [],
  grids: [],
  withTarget: true,
};

export interface ComposerInitial {
  caseId?: string;
  workerIds?: string[];
  target?: { lon: number; lat: number };
}

/** The key of a draft: one for each case and group of recipients it was begun for. */
export function draftKey(ownerId: string, { caseId = '', workerIds = [] }: ComposerInitial): string {
  return `${ownerId}.command.${caseId}.${workerIds.toSorted().slice(0, 5).join('+')}`;
}

/** For readings of the two clocks that were not taken at the same moment, ms. */
const CLOCK_SLACK = 5000;

/**
 * Whether a draft handed over at gateway time `sentAt` became a command. If it did not it was undone or refused, and is
 * offered again. In doubt (another command of the same person about the same case) it counts as issued.
 */
export function wasIssued(
  commands: readonly CommandView[],
  ownerId: string,
  caseId: string | undefined,
  sentAt: number,
): boolean {
  return commands.some(
    ({ command }) =>
      command.issuedBy.id === ownerId && command.caseId === caseId && command.issuedAt >= sentAt - CLOCK_SLACK,
  );
}

import { z } from 'zod';
import type { CommandView } from '#shared/contract/views.ts';
import { mediaListSchema } from '#shared/protocol/common.ts';
import { COMMAND_KINDS, COMMAND_PRIORITIES, REQUEST_TYPES, REQUIRED_RECEIPTS } from '#shared/domain/command.ts';

export const VALIDITIES = ['quarter', 'hour', 'today', 'none'] as const;
export const WORKER_ROLES = ['grid-worker', 'team-lead', 'specialist'] as const;

const named = z.object({ code: z.string(), name: z.string() });

/** A command as far as it is written. null: untouched, so what is proposed counts. Drafts of earlier versions lack the defaults. */
export const commandDraftSchema = z.object({
  kind: z.enum(COMMAND_KINDS),
  priority: z.enum(COMMAND_PRIORITIES).nullable(),
  title: z.string().nullable(),
  text: z.string(),
  validity: z.enum(VALIDITIES),
  /** a template's own validity, minutes; counts before `validity` */
  validMinutes: z.number().nullable().default(null),
  requires: z.enum(REQUIRED_RECEIPTS).nullable(),
  workerIds: z.array(z.string()).nullable(),
  teams: z.array(z.string()),
  grids: z.array(named),
  roles: z.array(z.enum(WORKER_ROLES)).default([]),
  departments: z.array(named).default([]),
  /** so many of those on duty, the nearest to the place by the streets */
  nearest: z.number().nullable().default(null),
  /** whoever is within so many metres of the place */
  around: z.number().nullable().default(null),
  /** whoever is or comes within this outline drawn on the map, closed; instead of `around` */
  area: z
    .array(z.tuple([z.number(), z.number()]))
    .nullable()
    .default(null),
  everyone: z.boolean().default(false),
  withTarget: z.boolean(),
  request: z.enum(REQUEST_TYPES).nullable().default(null),
  /** labels of the replies a worker may tap; null: what the request proposes */
  replies: z.array(z.string()).nullable().default(null),
  /** what the `{fields}` in title and text stand for */
  fields: z.record(z.string(), z.string()).default({}),
  /** photos and voice notes; their bytes are with the station */
  media: mediaListSchema.default([]),
  evenQuiet: z.boolean().default(false),
  escalate: z.boolean().nullable().default(null),
});
export type CommandDraft = z.infer<typeof commandDraftSchema>;

export const EMPTY_COMMAND: CommandDraft = commandDraftSchema.parse({
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
});

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

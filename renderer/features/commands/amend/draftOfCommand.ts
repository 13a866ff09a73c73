import type { CommandHead } from '#shared/contract/views.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { circleOf } from '../compose/addressing.ts';
import { type CommandDraft, commandDraftSchema, VALIDITIES, WORKER_ROLES } from '../compose/draft.ts';
import { type CommandPayload, type CommandProposals, expiryOf } from '../compose/payload.ts';

export interface SentCommand {
  payload: CommandPayload;
  draft: CommandDraft;
  proposals: CommandProposals;
}

type Said = Pick<
  CommandHead,
  | 'kind'
  | 'priority'
  | 'title'
  | 'text'
  | 'issuedAt'
  | 'expiresAt'
  | 'requires'
  | 'target'
  | 'request'
  | 'replies'
  | 'media'
  | 'evenQuiet'
  | 'escalate'
>;

const MINUTE = 60_000;

/** What a command says, as a draft again; whom it is for is left open. */
export function draftOfCommand(command: Said): { draft: CommandDraft; proposals: CommandProposals } {
  const { issuedAt, expiresAt } = command;
  const validity = VALIDITIES.find((one) => expiryOf(one, issuedAt) === expiresAt);
  return {
    draft: {
      ...commandDraftSchema.parse({
        kind: command.kind,
        priority: command.priority,
        title: command.title,
        text: command.text,
        validity: validity ?? 'hour',
        requires: command.requires,
        workerIds: [],
        teams: [],
        grids: [],
        withTarget: command.target !== undefined,
      }),
      validMinutes:
        validity === undefined && expiresAt !== undefined
          ? Math.max(1, Math.round((expiresAt - issuedAt) / MINUTE))
          : null,
      request: command.request ?? null,
      replies: command.replies?.map(({ label }) => label) ?? [],
      media: command.media ?? [],
      evenQuiet: command.evenQuiet ?? false,
      escalate: command.escalate ?? false,
    },
    proposals: { title: '', priority: command.priority, workerIds: [], target: command.target ?? null },
  };
}

/** A command that was sent, as a draft again: nothing is proposed that it did not say. null when it cannot be read. */
export function sentCommandOf(source: unknown): SentCommand | null {
  const parsed = OP_PAYLOADS['command.issue'].safeParse(source);
  if (!parsed.success) return null;
  const payload = parsed.data;
  const { recipients } = payload;
  const { draft, proposals } = draftOfCommand(payload);
  const circle = circleOf(recipients.area);
  const place = circle?.centre ?? (recipients.nearest ? pointOf(recipients.nearest) : null);
  const names = (codes: readonly string[] = []) => codes.map((code) => ({ code, name: code }));
  return {
    payload,
    proposals: {
      ...proposals,
      target: payload.target ?? place,
    },
    draft: {
      ...draft,
      workerIds: recipients.workers ?? [],
      teams: recipients.teams ?? [],
      grids: names(recipients.grids),
      departments: names(recipients.departments),
      roles: WORKER_ROLES.filter((role) => recipients.roles?.includes(role)),
      nearest: recipients.nearest?.count ?? null,
      around: circle?.meters ?? null,
      area: circle ? null : (recipients.area?.coordinates[0] ?? null),
      everyone: recipients.everyone ?? false,
    },
  };
}

/** The same of a correction. */
export function sentCorrectionOf(source: unknown): (ReturnType<typeof draftOfCommand> & { id: string }) | null {
  const parsed = OP_PAYLOADS['command.correct'].safeParse(source);
  return parsed.success ? { ...draftOfCommand({ ...parsed.data, kind: 'order' }), id: parsed.data.id } : null;
}

function pointOf({ lon, lat }: { lon: number; lat: number }): { lon: number; lat: number } {
  return { lon, lat };
}

import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import type { CommandDraft } from '../compose/draft.ts';
import { type CommandPayload, type CommandProposals, expiryOf } from '../compose/payload.ts';
import { VALIDITIES } from '../compose/draft.ts';

export interface SentCommand {
  payload: CommandPayload;
  draft: CommandDraft;
  proposals: CommandProposals;
}

/** A command that was sent, as a draft again: nothing is proposed that it did not say. null when it cannot be read. */
export function sentCommandOf(source: unknown): SentCommand | null {
  const parsed = OP_PAYLOADS['command.issue'].safeParse(source);
  if (!parsed.success) return null;
  const payload = parsed.data;
  const { recipients } = payload;
  const validity = VALIDITIES.find((one) => expiryOf(one, payload.issuedAt) === payload.expiresAt);
  return {
    payload,
    draft: {
      kind: payload.kind,
      priority: payload.priority,
      title: payload.title,
      text: payload.text,
      validity: validity ?? 'hour',
      requires: payload.requires,
      workerIds: recipients.workers ?? [],
      teams: recipients.teams ?? [],
      grids: (recipients.grids ?? []).map((code) => ({ code, name: code })),
      withTarget: payload.target !== undefined,
    },
    proposals: { title: '', priority: payload.priority, workerIds: [], target: payload.target ?? null },
  };
}

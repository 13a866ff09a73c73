import type { CaseView } from '#shared/contract/views.ts';
import type { CommandFields } from '#shared/protocol/commands.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import type { CommandDraft, ComposerInitial } from './draft.ts';

export type CommandPayload = OpPayload<'command.issue'>;
export type CommandMissing = 'title' | 'recipients';
export type Written = { ok: true; payload: CommandPayload } | { ok: false; missing: CommandMissing };

const MINUTE = 60_000;
/** characters of the text that serve as a title */
const TITLE_FROM_TEXT = 40;

/** What a command goes by where the operator has touched nothing. */
export interface CommandProposals {
  title: string;
  priority: CommandFields['priority'];
  workerIds: string[];
  target: CommandFields['target'] | null;
}

/** About a case: its title and place, and no lower priority than the case has. Flash is never proposed. */
export function proposalsOf(initial: ComposerInitial, view: CaseView | null | undefined): CommandProposals {
  const shown = view?.case;
  const place = initial.target ?? (shown && { lon: shown.lon, lat: shown.lat });
  const address = shown && !initial.target ? shown.address : '';
  return {
    title: shown?.title ?? '',
    priority: shown && shown.urgency !== 'normal' ? 'urgent' : 'routine',
    workerIds: initial.workerIds ?? [],
    target: place ? { lon: place.lon, lat: place.lat, ...(address ? { address } : {}) } : null,
  };
}

/** A notice is to be read; whatever asks somebody to do something is to be accepted. */
export function requiredOf({ kind, requires }: CommandDraft): CommandFields['requires'] {
  return requires ?? (kind === 'notice' ? 'read' : 'accepted');
}

/** When it runs out, ms since the epoch; undefined: never. Today ends at midnight here. */
export function expiryOf(validity: CommandDraft['validity'], now: number): number | undefined {
  if (validity === 'quarter') return now + 15 * MINUTE;
  if (validity === 'hour') return now + 60 * MINUTE;
  if (validity === 'none') return undefined;
  const end = new Date(now);
  end.setHours(24, 0, 0, 0);
  return end.getTime();
}

/** The title as it will be sent: what was typed, else what is proposed, else the beginning of the text. */
export function titleOf(draft: CommandDraft, proposals: CommandProposals): string {
  const typed = (draft.title ?? proposals.title).trim();
  const [first = ''] = draft.text.trim().split(/[\n。！？!?]/);
  return typed || first.trim().slice(0, TITLE_FROM_TEXT);
}

/** The op's payload at gateway time `now`, or what is missing. `id` is the command's own. */
export function commandPayload(
  draft: CommandDraft,
  proposals: CommandProposals,
  caseId: string | undefined,
  id: string,
  now: number,
): Written {
  const title = titleOf(draft, proposals);
  const workers = draft.workerIds ?? proposals.workerIds;
  const grids = draft.grids.map((grid) => grid.code);
  if (!title) return { ok: false, missing: 'title' };
  if (workers.length + draft.teams.length + grids.length === 0) return { ok: false, missing: 'recipients' };
  const issuedAt = Math.round(now);
  return {
    ok: true,
    payload: {
      id,
      kind: draft.kind,
      priority: draft.priority ?? proposals.priority,
      title,
      text: draft.text.trim(),
      issuedAt,
      expiresAt: expiryOf(draft.validity, issuedAt),
      requires: requiredOf(draft),
      caseId,
      target: draft.withTarget ? (proposals.target ?? undefined) : undefined,
      recipients: {
        ...(workers.length > 0 ? { workers } : {}),
        ...(draft.teams.length > 0 ? { teams: draft.teams } : {}),
        ...(grids.length > 0 ? { grids } : {}),
      },
    },
  };
}

import type { CaseView } from '#shared/contract/views.ts';
import type { CommandFields } from '#shared/protocol/commands.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import { recipientsOf } from './addressing.ts';
import type { CommandDraft, ComposerInitial } from './draft.ts';
import { fieldsOf, filledIn } from './template.ts';

export type CommandPayload = OpPayload<'command.issue'>;
export type CorrectionPayload = OpPayload<'command.correct'>;
export type CommandMissing = 'title' | 'recipients' | 'fields' | 'replies' | 'recording' | 'attaching';
export type Written<P = CommandPayload> = { ok: true; payload: P } | { ok: false; missing: CommandMissing };

const MINUTE = 60_000;
/** characters of the text that serve as a title */
const TITLE_FROM_TEXT = 40;
const MOST_REPLIES = 8;

/** What a command goes by where the operator has touched nothing. */
export interface CommandProposals {
  title: string;
  priority: CommandFields['priority'];
  workerIds: string[];
  target: NonNullable<CommandFields['target']> | null;
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

/** Whoever waits for an answer that presses is not left to watch for it alone. */
export function escalates(draft: CommandDraft, priority: CommandFields['priority']): boolean {
  return draft.escalate ?? priority !== 'routine';
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
  const typed = filledIn((draft.title ?? proposals.title).trim(), draft.fields);
  const [first = ''] = filledIn(draft.text.trim(), draft.fields).split(/[\n。！？!?]/);
  return typed || first.trim().slice(0, TITLE_FROM_TEXT);
}

/** What a terminal is shown, at gateway time `now`; or what is missing. `proposedReplies`: the request's own, in words. */
function writtenFields(
  draft: CommandDraft,
  proposals: CommandProposals,
  now: number,
  proposedReplies: readonly string[],
): Written<Omit<CommandFields, 'id' | 'kind' | 'caseId'>> {
  const title = titleOf(draft, proposals);
  const text = filledIn(draft.text.trim(), draft.fields);
  const replies = (draft.replies ?? proposedReplies).map((label) => label.trim()).filter(Boolean);
  if (!title) return { ok: false, missing: 'title' };
  if (fieldsOf(title, text).length > 0) return { ok: false, missing: 'fields' };
  if (draft.request === 'question' && replies.length === 0) return { ok: false, missing: 'replies' };
  const issuedAt = Math.round(now);
  const { validMinutes } = draft;
  return {
    ok: true,
    payload: {
      priority: draft.priority ?? proposals.priority,
      title,
      text,
      issuedAt,
      expiresAt: validMinutes === null ? expiryOf(draft.validity, issuedAt) : issuedAt + validMinutes * MINUTE,
      requires: requiredOf(draft),
      target: draft.withTarget ? (proposals.target ?? undefined) : undefined,
      ...(draft.request ? { request: draft.request } : {}),
      ...(draft.media.length > 0 ? { media: draft.media } : {}),
      ...(replies.length > 0
        ? { replies: replies.slice(0, MOST_REPLIES).map((label, at) => ({ id: `r${at + 1}`, label })) }
        : {}),
    },
  };
}

/** The op's payload at gateway time `now`, or what is missing. `id` is the command's own. */
export function commandPayload(
  draft: CommandDraft,
  proposals: CommandProposals,
  caseId: string | undefined,
  id: string,
  now: number,
  proposedReplies: readonly string[] = [],
): Written {
  const written = writtenFields(draft, proposals, now, proposedReplies);
  if (!written.ok) return written;
  const recipients = recipientsOf(draft, proposals);
  if (!recipients) return { ok: false, missing: 'recipients' };
  const { priority } = written.payload;
  return {
    ok: true,
    payload: {
      id,
      kind: draft.kind,
      ...written.payload,
      caseId,
      recipients,
      ...(draft.evenQuiet && priority === 'routine' ? { evenQuiet: true } : {}),
      ...(escalates(draft, priority) ? { escalate: true } : {}),
    },
  };
}

/** The same for what takes the place of a command that has been sent: it goes to whoever that one went to. */
export function correctionPayload(
  draft: CommandDraft,
  proposals: CommandProposals,
  id: string,
  now: number,
  proposedReplies: readonly string[] = [],
): Written<CorrectionPayload> {
  const written = writtenFields(draft, proposals, now, proposedReplies);
  return written.ok ? { ok: true, payload: { id, ...written.payload } } : written;
}

import type { CommandHead } from '#shared/contract/views.ts';
import type { CorrectionPayload } from './payload.ts';

export const CHANGED_FIELDS = [
  'title',
  'text',
  'priority',
  'target',
  'requires',
  'request',
  'replies',
  'media',
] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** What a correction says otherwise than the command it replaces. How long it counts always begins anew. */
export function changesOf(
  before: CommandHead,
  after: CorrectionPayload,
): { field: ChangedField; before: string; after: string }[] {
  const [old, next] = [wordsOf(before), wordsOf(after)];
  const ids = ({ media = [] }: CommandHead | CorrectionPayload) => media.map(({ id }) => id).join();
  // One photo in place of another is a change, though both are one.
  const isSame = (field: ChangedField) =>
    old[field] === next[field] && (field !== 'media' || ids(before) === ids(after));
  return CHANGED_FIELDS.flatMap((field) => (isSame(field) ? [] : [{ field, before: old[field], after: next[field] }]));
}

function wordsOf(said: CommandHead | CorrectionPayload): { [F in ChangedField]: string } {
  const { target } = said;
  return {
    title: said.title,
    text: said.text,
    priority: said.priority,
    target: target ? (target.address ?? `${target.lon.toFixed(5)}, ${target.lat.toFixed(5)}`) : '',
    requires: said.requires,
    request: said.request ?? '',
    replies: said.replies?.map(({ label }) => label).join(' / ') ?? '',
    media: said.media?.length ? String(said.media.length) : '',
  };
}

/** What a command that takes another's place says otherwise, by the centre's word of what that one said. */
export function changedOf(command: CommandHead): { field: string; before: string; after: string }[] {
  const now: Record<string, string> = {
    ...wordsOf(command),
    expiresAt: command.expiresAt === undefined ? '' : String(command.expiresAt),
  };
  return (command.corrects?.changed ?? []).map(({ field, before }) => ({ field, before, after: now[field] ?? '' }));
}

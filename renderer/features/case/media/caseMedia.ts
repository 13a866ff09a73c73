import type { CaseView } from '#shared/contract/views.ts';
import type { CaseActionName, MediaRef } from '#shared/domain/case.ts';

/** Actions whose photos show what was done about the case. */
const AFTER: readonly (CaseActionName | 'report')[] = ['report-back', 'settle', 'verify-pass', 'verify-fail'];

export interface CaseMedia {
  /** as it was reported */
  before: MediaRef[];
  /** as it was handled or verified, the newest line first */
  after: MediaRef[];
}

function unique(media: readonly MediaRef[]): MediaRef[] {
  return [...new Map(media.map((item) => [item.id, item])).values()];
}

/** The media of a case, told apart by whether they came with the report or with what was done about it. */
export function mediaOf({ case: shown, events }: Pick<CaseView, 'case' | 'events'>): CaseMedia {
  const after = unique(
    events
      .filter((event) => AFTER.includes(event.action))
      .toReversed()
      .flatMap((event) => event.media),
  );
  const isAfter = new Set(after.map((item) => item.id));
  const told = events.filter((event) => !AFTER.includes(event.action)).flatMap((event) => event.media);
  return { before: unique([...shown.media, ...told]).filter((item) => !isAfter.has(item.id)), after };
}

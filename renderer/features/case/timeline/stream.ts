import type { Pass, StreamEntry } from '#shared/contract/dossierViews.ts';
import type { CaseEvent } from '#shared/domain/case.ts';

/** One thing that happened: a line of the history, what was sent and answered, what was said, or who was near. */
export type StreamItem =
  | { kind: 'line'; id: string; at: number; event: CaseEvent }
  | { kind: 'pass'; id: string; at: number; pass: Pass }
  | StreamEntry;

export const STREAM_FILTERS = ['line', 'command', 'talk', 'pass'] as const;
export type StreamFilter = (typeof STREAM_FILTERS)[number];

/** What a filter is called that an item falls under; answers belong to their commands. */
export function filterOf({ kind }: StreamItem): StreamFilter {
  return kind === 'receipt' ? 'command' : kind;
}

export function hasMedia(item: StreamItem): boolean {
  if (item.kind === 'line') return item.event.media.length > 0;
  return item.kind === 'receipt' && item.media.length > 0;
}

export interface StreamView {
  /** kinds that are left out */
  without: StreamFilter[];
  /** only what has photos, sound or video */
  mediaOnly: boolean;
  oldestFirst: boolean;
}

/** Everything in one order. Of the same moment a command follows the line that sent it, and an answer its command. */
export function streamOf(
  {
    events,
    entries,
    passes,
  }: { events: readonly CaseEvent[]; entries: readonly StreamEntry[]; passes: readonly Pass[] },
  { without, mediaOnly, oldestFirst }: StreamView,
): StreamItem[] {
  const items: StreamItem[] = [
    ...events.map((event): StreamItem => ({ kind: 'line', id: event.id, at: event.at, event })),
    ...entries,
    ...passes.map((pass): StreamItem => ({ kind: 'pass', id: `${pass.workerId}.${pass.from}`, at: pass.from, pass })),
  ];
  const shown = items
    .filter((item) => !without.includes(filterOf(item)) && (!mediaOnly || hasMedia(item)))
    .toSorted((a, b) => orderOfLines(a, b) ?? (a.at - b.at || RANK[a.kind] - RANK[b.kind]));
  return oldestFirst ? shown : shown.toReversed();
}

const RANK: Record<StreamItem['kind'], number> = { line: 0, command: 1, receipt: 2, talk: 3, pass: 4 };

function orderOfLines(a: StreamItem, b: StreamItem): number | null {
  return a.kind === 'line' && b.kind === 'line' && a.at === b.at ? a.event.n - b.event.n : null;
}

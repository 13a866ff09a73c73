import type { CaseRow } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { stepKey, useKeys, useSelectedPlace } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { useCaseVerbs } from './useCaseVerbs.ts';
import type { Marks } from './useMarks.ts';

interface QueueKeys {
  listName: string;
  rows: readonly CaseRow[];
  selectedId: string | null;
  marks: Marks;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

const keyOf = (row: CaseRow): string => row.id;

/** Moving through a queue, choosing several, and what is done with one without opening it. */
export function useQueueKeys({ listName, rows, selectedId, marks, onSelect, onOpen }: QueueKeys): void {
  const t = useTexts(texts);
  const verbs = useCaseVerbs(selectedId);
  const place = useSelectedPlace(
    rows.findIndex((row) => row.id === selectedId),
    listName,
  );
  const step = (by: number, marking = false) => {
    const next = stepKey(rows, keyOf, selectedId, by, place.current);
    if (next === null) return;
    if (marking) marks.range(selectedId, next);
    onSelect(next);
  };
  const group = t('title');
  const [some, one] = [rows.length > 0, selectedId !== null];
  useKeys([
    { keys: ['J', '↓'], label: t('next'), group, run: () => step(1), enabled: some, repeats: true },
    { keys: ['K', '↑'], label: t('previous'), group, run: () => step(-1), enabled: some, repeats: true },
    { keys: 'Enter', label: t('open'), group, run: () => selectedId !== null && onOpen(selectedId), enabled: one },
    { keys: 'Shift+J', label: t('markNext'), group, run: () => step(1, true), enabled: some, repeats: true },
    { keys: 'Shift+K', label: t('markPrevious'), group, run: () => step(-1, true), enabled: some, repeats: true },
    { keys: 'X', label: t('mark'), group, run: () => selectedId !== null && marks.toggle(selectedId), enabled: one },
    { keys: 'Ctrl+A', label: t('markAll'), group, run: marks.all, enabled: some },
    { keys: 'H', label: t('take'), group, run: () => void verbs.claim('claim.take'), enabled: one },
    { keys: 'Shift+H', label: t('letGo'), group, run: () => void verbs.claim('claim.release'), enabled: one },
    { keys: 'W', label: t('watch'), group, run: () => void verbs.watch(), enabled: one },
  ]);
}

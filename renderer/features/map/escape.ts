/** What `Esc` ends on the map itself. */
export type Escape = 'follow' | 'lock' | 'filter' | null;

interface Standing {
  following: number | null;
  locked: boolean;
  isFiltered: boolean;
  /** something is drawn, measured or pointed at on the map: it ends before all else, by its own key */
  isBusy: boolean;
  /** nothing beside the map wants the key */
  isFree: boolean;
}

/** [ST318] One thing at a time, the innermost first; a worker who is followed is let go before what lies beside the map closes. */
export function escapeOf({ following, locked, isFiltered, isBusy, isFree }: Standing): Escape {
  if (isBusy) return null;
  if (following !== null) return 'follow';
  if (!isFree) return null;
  if (locked) return 'lock';
  return isFiltered ? 'filter' : null;
}

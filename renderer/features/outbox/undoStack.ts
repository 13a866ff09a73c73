/** Actions of this window that may still be taken back, the newest last. Times are this machine's clock. */
export interface Undoable {
  /** of one action, or of the first of many that were taken together */
  id: string;
  others?: readonly string[];
  label: string;
  until: number;
}

/** Adds an action and forgets those whose time is over. */
export function remember(stack: readonly Undoable[], undoable: Undoable, now: number): Undoable[] {
  return [...stack.filter((entry) => entry.until > now), undoable];
}

/** The newest that can still be taken back, and the stack without it. */
export function takeLast(stack: readonly Undoable[], now: number): { last: Undoable | null; rest: Undoable[] } {
  const rest = stack.filter((entry) => entry.until > now);
  return { last: rest.pop() ?? null, rest };
}

import { useCallback, useState } from 'react';
import type { z } from 'zod';
import { browserDrafts } from './drafts.ts';

export interface KeptDraft<T> {
  value: T;
  /** changes a part of it; as a function of what it is by then, for what comes after a wait */
  change: (change: Partial<T> | ((before: T) => Partial<T>)) => void;
  /** call when the station has taken it */
  sent: () => void;
  /** throws it away and begins anew */
  clear: () => void;
  /** it was begun earlier: the form says so */
  restored: boolean;
}

/**
 * A form's draft, written to disk with every change. `mayRestore` decides about a draft that was sent before: true when
 * what became of it (undone, refused) makes it worth offering again. Give the component a `key` per draft key.
 */
export function useDraft<T extends object>(
  key: string,
  schema: z.ZodType<T>,
  empty: T,
  mayRestore: (sentAt: number) => boolean = () => true,
): KeptDraft<T> {
  const [state, setState] = useState(() => {
    const kept = browserDrafts().read(key, schema);
    const usable = kept !== null && (kept.sentAt === null || mayRestore(kept.sentAt));
    // Proposals sent untouched are nothing anybody typed.
    const restored = usable && JSON.stringify(kept.value) !== JSON.stringify(empty);
    return { value: usable ? kept.value : empty, restored };
  });
  const { value } = state;
  const change = useCallback(
    (part: Partial<T> | ((before: T) => Partial<T>)) =>
      setState((before) => {
        const next = { ...before.value, ...(typeof part === 'function' ? part(before.value) : part) };
        browserDrafts().write(key, next);
        return { ...before, value: next };
      }),
    [key],
  );
  const sent = useCallback(() => browserDrafts().markSent(key, value), [key, value]);
  const clear = useCallback(() => {
    browserDrafts().remove(key);
    setState({ value: empty, restored: false });
  }, [key, empty]);
  return { value, change, sent, clear, restored: state.restored };
}

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** By key as the browser names it; undefined: nothing to do now. */
export type BoardKeys = Readonly<Record<string, (() => void) | undefined>>;

/** The board's own keys, on the board itself: in a dialog the page's keys are silent. `Enter` on a button is the button's. */
export function useBoardKeys(board: RefObject<HTMLElement | null>, keys: BoardKeys): void {
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  // Before it is painted: whoever sees the board may press them.
  useLayoutEffect(() => {
    const element = board.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return;
      const run = current.current[event.key] ?? current.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run();
    };
    element.addEventListener('keydown', onKey);
    return () => element.removeEventListener('keydown', onKey);
  }, [board]);
  useEffect(() => board.current?.focus(), [board]);
}

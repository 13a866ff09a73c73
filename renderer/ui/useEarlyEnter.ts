import { type KeyboardEvent, useEffect, useRef } from 'react';

interface EarlyEnter {
  /** something else was typed, or the field was left: the wish is gone */
  forget(): void;
  /** true: the key is kept, and nobody else may act on it */
  onKeyDown(event: KeyboardEvent): boolean;
}

/**
 * Enter pressed before the answer to what was typed has come is kept, and taken when it has: never on the answer to
 * something else. Operators type ahead.
 * @param isSettled what is shown answers what was typed
 */
export function useEarlyEnter(isSettled: boolean, take: () => void): EarlyEnter {
  const wished = useRef(false);
  useEffect(() => {
    if (!wished.current || !isSettled) return;
    wished.current = false;
    take();
  }, [isSettled, take]);
  return {
    forget: () => {
      wished.current = false;
    },
    onKeyDown: (event) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || isSettled) return false;
      event.preventDefault();
      wished.current = true;
      return true;
    },
  };
}

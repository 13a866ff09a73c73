import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
function rootSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;
}

/** CSS pixels in one rem, which grows with the window. */
export function useRem(): number {
  return useSyncExternalStore(subscribe, rootSize);
}

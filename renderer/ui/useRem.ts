import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}
function rootSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;
}

/** Whether the window is narrower than so many rem. */
export function useNarrowerThan(rem: number): boolean {
  return useSyncExternalStore(subscribe, () => window.innerWidth < rem * rootSize());
}

/** CSS pixels in one rem, which grows with the window. */
export function useRem(): number {
  return useSyncExternalStore(subscribe, rootSize);
}

import { useCallback } from 'react';
import { useStatus } from '../station/index.ts';

/** A time of this machine's clock by the centre's, as everything else on the screen is told. */
export function useCentreTime(): (deskTime: number) => number {
  const offset = useStatus()?.clockOffset ?? 0;
  return useCallback((deskTime) => deskTime + offset, [offset]);
}

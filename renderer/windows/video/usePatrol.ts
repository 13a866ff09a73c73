import { useEffect, useState } from 'react';
import type { VideoTarget } from '#shared/contract/video.ts';
import { patrolPage } from './arrange.ts';

/** What a patrol shows now: the next page of sources each `seconds`; null while none runs. */
export function usePatrol(sourceIds: readonly string[] | null, tiles: number, seconds: number): VideoTarget[] | null {
  const [page, setPage] = useState(0);
  const running = sourceIds !== null;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setPage((before) => before + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [running, seconds]);
  return sourceIds && patrolPage(sourceIds, tiles, page);
}

import { useEffect, useState } from 'react';
import type { VideoTarget } from '#shared/contract/video.ts';

/** The page a patrol shows: so many sources as there are tiles, then the next, and round again. */
export function patrolPage(sourceIds: readonly string[], tiles: number, page: number): VideoTarget[] {
  const pages = Math.max(1, Math.ceil(sourceIds.length / tiles));
  const from = (page % pages) * tiles;
  return sourceIds.slice(from, from + tiles).map((sourceId) => ({ kind: 'source', sourceId }));
}

/** What a patrol shows now: the next page of sources each `seconds`; null while none runs. */
export function usePatrol(sourceIds: readonly string[] | null, tiles: number, seconds: number): VideoTarget[] | null {
  const [page, setPage] = useState(0);
  const running = sourceIds !== null;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setPage((before) => before + 1), seconds * 1000);
    return () => {
      clearInterval(timer);
      setPage(0);
    };
  }, [running, seconds]);
  return sourceIds && patrolPage(sourceIds, tiles, page);
}

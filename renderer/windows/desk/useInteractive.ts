import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** Says once that the desk can be worked with: the shell is painted, and sign-in or the first page of a queue stands there. */
export function useInteractive(view: 'starting' | 'sign-in' | 'desk'): void {
  const queries = useQueryClient();
  const said = useRef(false);
  useEffect(() => {
    if (said.current || view === 'starting') return undefined;
    const tell = () => {
      if (said.current) return;
      said.current = true;
      // Two frames: the first draws what has come, the second comes after it stands on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => street.interactive()));
    };
    if (view === 'sign-in') {
      tell();
      return undefined;
    }
    const look = () => {
      const pages = queries.getQueryCache().findAll({ predicate: ({ queryKey }) => queryKey[0] === 'queue.page' });
      if (!pages.some((page) => page.state.status !== 'pending')) return;
      tell();
      stop();
    };
    const stop = queries.getQueryCache().subscribe(look);
    look();
    return stop;
  }, [queries, view]);
}

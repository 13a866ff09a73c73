import { type RefObject, useEffect, useState } from 'react';

/** Whether an element can be seen: it is in the page's sight, and the page in somebody's. */
export function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [inSight, setInSight] = useState(false);
  const [open, setOpen] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => setInSight(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    const look = () => setOpen(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return inSight && open;
}

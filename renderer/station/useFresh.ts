import { useState } from 'react';

interface Answer<T> {
  data: T | undefined;
  isFetching: boolean;
}

/**
 * What a feed says since it was asked here; undefined until then. An answer kept from an earlier look may be of yesterday:
 * what is fixed when it is first known (a proposal, the order of choices) must not be fixed by that.
 */
export function useFresh<T>({ data, isFetching }: Answer<T>): T | undefined {
  const [isFresh, setFresh] = useState(false);
  const isRead = data !== undefined && !isFetching;
  if (isRead && !isFresh) setFresh(true);
  return isRead || isFresh ? data : undefined;
}

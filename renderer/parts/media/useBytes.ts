import { useCallback } from 'react';
import type { FeedOutput } from '#shared/contract/feeds.ts';

/** Gives bytes to an element that shows or plays them: their object URL lives exactly as long as the element does. */
export function useBytes<E extends HTMLImageElement | HTMLMediaElement>(
  data: FeedOutput<'media.get'> | undefined,
): (element: E) => () => void {
  return useCallback(
    (element: E) => {
      const url = data ? URL.createObjectURL(new Blob([data.bytes.slice()], { type: data.mime })) : '';
      element.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [data],
  );
}

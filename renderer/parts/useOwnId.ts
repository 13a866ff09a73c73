import { useStatus } from '../station/index.ts';

/** The signed-in operator's id, '' while nobody is: drafts belong to who wrote them. */
export function useOwnId(): string {
  return useStatus()?.session.user?.id ?? '';
}

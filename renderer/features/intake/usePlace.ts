import type { FeedOutput } from '#shared/contract/feeds.ts';
import { useFeed } from '../../station/index.ts';
import { useSettled } from './useSettled.ts';
import type { CaseFields } from './draft/intakeDraft.ts';

type Suggested = FeedOutput<'intake.places'>;

export interface PlaceOfCase {
  suggestions: Suggested;
  /** where the case is: the pin, else what the address certainly means; null: not told yet */
  at: { lon: number; lat: number } | null;
  /** what is known of that place; undefined while it is being asked */
  here: FeedOutput<'intake.placeAt'> | undefined;
  /** the place was taken from the address alone */
  byAddress: boolean;
}

/** Where the case is, by pin first and address second. */
export function usePlace({ address, at }: CaseFields): PlaceOfCase {
  const text = useSettled(address).slice(0, 300);
  const found = useFeed('intake.places', { text, pin: at ?? undefined }, { enabled: text.trim() !== '' });
  const suggestions = text.trim() === '' ? [] : (found.data ?? []);
  const [best] = suggestions;
  const certain = best?.confidence === 'certain' && text === address ? { lon: best.lon, lat: best.lat } : null;
  const place = at ?? certain;
  const here = useFeed('intake.placeAt', place ?? { lon: 0, lat: 0 }, { enabled: place !== null });
  return {
    suggestions,
    at: place,
    here: place === null || here.isPlaceholderData ? undefined : here.data,
    byAddress: at === null && certain !== null,
  };
}

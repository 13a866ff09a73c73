import { useState } from 'react';

/**
 * Keeps the order in which choices were first shown: facts of a row stay live, but no row moves under the pointer.
 * `key` names the question asked (place, search text): another one begins anew. `choices` are undefined until they are read.
 */
export function useFrozenChoices<T>(
  key: string,
  choices: readonly T[] | undefined,
  idOf: (choice: T) => string,
): readonly T[] {
  const [frozen, setFrozen] = useState<{ key: string; ids: string[] } | null>(null);
  if (!choices) return [];
  if (!frozen || frozen.key !== key || (frozen.ids.length === 0 && choices.length > 0)) {
    setFrozen({ key, ids: choices.map(idOf) });
    return choices;
  }
  const place = new Map(frozen.ids.map((id, index) => [id, index]));
  const placeOf = (choice: T) => place.get(idOf(choice)) ?? frozen.ids.length;
  return choices.toSorted((a, b) => placeOf(a) - placeOf(b));
}

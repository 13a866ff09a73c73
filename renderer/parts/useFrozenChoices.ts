import { useState } from 'react';
import type { WorkerChoice } from '#shared/contract/views.ts';

/**
 * Keeps the order in which choices were first shown: facts of a row stay live, but no row moves under the pointer.
 * `key` names the question asked (place, search text): another one begins anew.
 */
export function useFrozenChoices(key: string, choices: readonly WorkerChoice[] | undefined): readonly WorkerChoice[] {
  const [frozen, setFrozen] = useState<{ key: string; ids: string[] } | null>(null);
  if (!choices) return [];
  if (!frozen || frozen.key !== key || (frozen.ids.length === 0 && choices.length > 0)) {
    setFrozen({ key, ids: choices.map((choice) => choice.worker.id) });
    return choices;
  }
  const place = new Map(frozen.ids.map((id, index) => [id, index]));
  const placeOf = (choice: WorkerChoice) => place.get(choice.worker.id) ?? frozen.ids.length;
  return choices.toSorted((a, b) => placeOf(a) - placeOf(b));
}

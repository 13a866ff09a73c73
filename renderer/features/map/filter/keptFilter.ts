import { useCallback, useMemo, useState } from 'react';
import { type FleetFilter, fleetFilterSchema, NO_FILTER } from '#shared/contract/mapView.ts';
import { readKept, writeKept } from '../../../parts/index.ts';
import { useFacts } from '../../../station/index.ts';

/** The window's own while it lives; the window of its name begins with it again. */
const OWN = 'street.map.filter';

/** Which workers this window's map shows, as it was when the window was last closed. */
export function useKeptFilter(): [FleetFilter, (filter: FleetFilter) => void] {
  const name = useFacts()?.windowName;
  const [own, setOwn] = useState(() => readKept(sessionStorage, OWN, fleetFilterSchema));
  const named = useMemo(() => (name ? readKept(localStorage, `${OWN}.${name}`, fleetFilterSchema) : null), [name]);
  const keep = useCallback(
    (next: FleetFilter) => {
      setOwn(next);
      writeKept(sessionStorage, OWN, next);
      if (name) writeKept(localStorage, `${OWN}.${name}`, next);
    },
    [name],
  );
  return [own ?? named ?? NO_FILTER, keep];
}

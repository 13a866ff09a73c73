import { useEffect, useRef } from 'react';
import { gatewayNow, useFeed, useNow } from '../station/index.ts';
import { useClaims, useClaimVerbs } from './claims.ts';

/** cases of one renewal: as many as one op may name */
const MOST_KEPT = 200;
const LOOK_EVERY_MS = 10_000;
/** a lease that is renewed when a third of it has gone survives two lost renewals */
const RENEWED_AFTER = 1 / 3;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Keeps alive what the operator holds, opened or not, for as long as they work in this window. Who did nothing for as long as a
 * lease lasts is not there: their leases run out, and start anew with their next key unless somebody took the case meanwhile.
 */
export function useKeepClaims(): void {
  const claims = useClaims();
  const { canClaim, send } = useClaimVerbs();
  const minutes = useFeed('case.policy', {}).data?.claimMinutes;
  const now = useNow(LOOK_EVERY_MS);
  const seenAt = useRef(0);
  useEffect(() => {
    const seen = () => void (seenAt.current = performance.now());
    seen();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, seen, { capture: true });
    };
  }, []);
  useEffect(() => {
    void now;
    if (!canClaim || minutes === undefined) return;
    const lease = minutes * 60_000;
    if (performance.now() - seenAt.current >= lease) return;
    const due = [...claims.values()].filter(
      ({ state, until }) => state === 'own' && until - gatewayNow() < lease * (1 - RENEWED_AFTER),
    );
    if (due.length > 0)
      void send(
        'claim.keep',
        due.slice(0, MOST_KEPT).map(({ id }) => id),
      );
  }, [now, claims, canClaim, minutes, send]);
}

import { useCallback, useEffect, useMemo, useRef } from 'react';
import { v7 } from 'uuid';
import type { Act } from '#shared/contract/station.ts';
import type { Claim } from '#shared/protocol/desks.ts';
import { useFeed, useNow, useStation, useStatus, useTickAt } from '../station/index.ts';
import { useMay } from './useMay.ts';
import { useOwnId } from './useOwnId.ts';

/** Who has a case before them: the operator's own, another's that is fresh, or one that nobody has kept for too long. */
export type ClaimState = 'own' | 'held' | 'stale';

export function claimStateOf({ by, until }: Pick<Claim, 'by' | 'until'>, ownId: string, now: number): ClaimState {
  if (by.id === ownId) return 'own';
  return until > now ? 'held' : 'stale';
}

export interface ShownClaim extends Claim {
  state: ClaimState;
}

/** ms between two looks at the leases; besides, each is looked at when it ends */
const LOOK_EVERY = 10_000;

/** Every claim by its case, as it stands now. */
export function useClaims(): ReadonlyMap<string, ShownClaim> {
  const ownId = useOwnId();
  const claims = useFeed('claim.list', {}).data;
  const now = useNow(LOOK_EVERY);
  const ends = claims?.map(({ until }) => until).filter((until) => until > now);
  useTickAt(LOOK_EVERY, ends && ends.length > 0 ? Math.min(...ends) : null);
  return useMemo(
    () => new Map((claims ?? []).map((claim) => [claim.id, { ...claim, state: claimStateOf(claim, ownId, now) }])),
    [claims, ownId, now],
  );
}

type ClaimKind = 'claim.take' | 'claim.keep' | 'claim.release';

/** Taking, keeping and letting go of cases, without a word on the screen: who has one is told where the case is shown. */
export function useClaimVerbs() {
  const station = useStation();
  const isOnline = useStatus()?.link.state === 'online';
  const may = useMay('claim.take');
  const send = useCallback(
    async (kind: ClaimKind, caseIds: string[], over?: boolean) => {
      const payload = kind === 'claim.take' && over ? { caseIds, over } : { caseIds };
      const act = { id: v7(), kind, payload } as Act;
      return station.act(act).catch(() => null);
    },
    [station],
  );
  return useMemo(() => ({ canClaim: isOnline && may, isOnline, may, send }), [isOnline, may, send]);
}

/**
 * Claims a case for as long as it is worked on here: taken when nobody has it, let go when it is closed; `useKeepClaims` keeps it. What another
 * holds, fresh or stale, is not taken unasked.
 */
export function useClaimWhileOpen(caseId: string, isOpen: boolean): ShownClaim | null {
  const claim = useClaims().get(caseId) ?? null;
  const known = useFeed('claim.list', {}).isSuccess;
  const { canClaim, send } = useClaimVerbs();
  const free = known && claim === null;
  const mine = claim?.state === 'own';
  useEffect(() => {
    if (isOpen && canClaim && free) void send('claim.take', [caseId]);
  }, [isOpen, canClaim, free, send, caseId]);
  const held = useRef(false);
  held.current = mine;
  useEffect(
    () => () => {
      if (held.current) void send('claim.release', [caseId]);
    },
    [send, caseId],
  );
  return claim;
}

import type { SupervisionRow } from '#shared/contract/dispatchViews.ts';
import { isStillAside, type SupervisionProposal } from '#shared/domain/supervisionProposals.ts';
import { formatDuration, useTexts } from '../../i18n/index.ts';
import { useDraft } from '../../parts/index.ts';
import { gatewayNow, useAct, useStatus } from '../../station/index.ts';
import { type Aside, asidesSchema, NO_ASIDES, withAside } from './aside.ts';
import { texts } from './locale.ts';

const MINUTE_MS = 60_000;
const PRESSERS = ['supervisor', 'shift-lead'] as const;

export type Proposal = NonNullable<SupervisionRow['proposal']>;

/** Proposals with what was put aside at this desk, and what a supervisor does with them. */
export function useProposals() {
  const t = useTexts(texts);
  const act = useAct();
  const user = useStatus()?.session.user;
  // Encrypted like a draft: a reason may tell of a person. It is this desk's, whoever sits at it.
  const kept = useDraft('supervision.aside', asidesSchema, NO_ASIDES);
  const asides = kept.value;

  const asideOf = ({ id, proposal }: SupervisionRow): Aside | null => {
    const aside = asides.byCase[id];
    return aside && proposal && isStillAside(aside, proposal as SupervisionProposal) ? aside : null;
  };
  const reasonWords = ({ reasons }: Proposal) =>
    reasons.map(({ why, n }) => t(`reasons.${why}`, { n, duration: formatDuration(n * MINUTE_MS) })).join(t('listGap'));
  return {
    mayPress: PRESSERS.some((role) => user?.roles.includes(role)),
    /** null: nothing was put aside, or something new has happened since */
    asideOf,
    isProposed: (row: SupervisionRow) => row.proposal !== null && asideOf(row) === null,
    reasonWords,
    take: (row: SupervisionRow) => {
      if (!row.proposal) return;
      const level = row.proposal.level === 3 ? 3 : row.proposal.level === 2 ? 2 : 1;
      const note = t('takenNote', { reasons: reasonWords(row.proposal) });
      void act('case.supervise', {
        entityId: row.id,
        baseVersion: row.version,
        payload: { level, note },
        subject: row.title,
      });
    },
    putAside: ({ id, proposal }: SupervisionRow, reason: string) => {
      if (!proposal) return;
      const aside = { reasons: proposal.reasons, reason, by: user?.name ?? '', at: gatewayNow() };
      kept.change(withAside(asides, id, aside));
    },
    proposeAgain: ({ id }: SupervisionRow) => kept.change(withAside(asides, id, null)),
  };
}

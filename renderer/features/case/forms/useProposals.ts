import { useState } from 'react';
import type { CaseView, WorkerChoice } from '#shared/contract/views.ts';
import { gatewayNow, useFeed } from '../../../station/index.ts';
import { nearInput } from '../../../parts/index.ts';
import {
  daysOn,
  handleDueAt,
  laterLimit,
  type Proposals,
  proposedVerifier,
  proposedWorkers,
  verifierChoices,
} from './proposals.ts';
import type { FormAction } from './spec.ts';

const EXTENSION_HOURS = 24;
const REVIEW_DAYS = 7;

export interface OfferedProposals {
  proposals: Proposals;
  /** the same once the workers have been read: what a form that is sent at once goes by */
  settled: () => Promise<Proposals>;
}

/** What a form proposes. Everything is fixed when first known: no proposal changes under the operator's hands. */
export function useProposals(view: CaseView, action: FormAction): OfferedProposals {
  const { case: shown, category } = view;
  const [openedAt] = useState(gatewayNow);
  const [workers, setWorkers] = useState<string[] | null>(null);
  const asksWorkers = action === 'dispatch' || action === 'send-to-verify' || action === 'order-check';
  const near = useFeed('worker.near', nearInput(shown), { enabled: asksWorkers });
  const propose = (choices: readonly WorkerChoice[]) =>
    action === 'send-to-verify' ? proposedVerifier(verifierChoices(shown, choices)) : proposedWorkers(choices);
  const current = workers ?? (near.data && !near.isPlaceholderData && asksWorkers ? propose(near.data) : null);
  if (workers === null && current !== null && current.length > 0) setWorkers(current);
  const proposals: Proposals = {
    departmentId: shown.departmentId ?? category?.departmentCode ?? null,
    workerIds: current ?? [],
    time: proposedTime(view, action, openedAt),
    level: nextLevel(shown.supervision?.level ?? 0),
  };
  const settled = async (): Promise<Proposals> => {
    if (!asksWorkers || !near.isPending) return proposals;
    const read = await near.refetch({ cancelRefetch: false });
    return { ...proposals, workerIds: propose(read.data ?? []) };
  };
  return { proposals, settled };
}

function proposedTime(view: CaseView, action: FormAction, now: number): number | null {
  switch (action) {
    case 'dispatch':
      return handleDueAt(view, now);
    case 'request-extension':
      return laterLimit(view, now, EXTENSION_HOURS);
    case 'grant-extension':
      return view.case.extension?.until ?? null;
    case 'suspend':
      return daysOn(now, REVIEW_DAYS);
    default:
      return null;
  }
}

function nextLevel(level: number): 1 | 2 | 3 {
  if (level >= 2) return 3;
  return level === 1 ? 2 : 1;
}

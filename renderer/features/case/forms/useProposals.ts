import { useState } from 'react';
import type { WorkerProposals, WorkerPurpose } from '#shared/contract/dispatchViews.ts';
import type { CaseView } from '#shared/contract/views.ts';
import { gatewayNow, useFeed, useFresh } from '../../../station/index.ts';
import {
  daysOn,
  handleDueAt,
  laterLimit,
  type Proposals,
  proposedLead,
  proposedVerifier,
  proposedWorkers,
} from './proposals.ts';
import type { FormAction } from './spec.ts';

const EXTENSION_HOURS = 24;
const REVIEW_DAYS = 7;

export interface OfferedProposals {
  proposals: Proposals;
  /** the same once the workers have been read: what a form that is sent at once goes by */
  settled: () => Promise<Proposals>;
}

const PURPOSES: Partial<Record<FormAction, WorkerPurpose>> = {
  dispatch: 'handle',
  'send-to-verify': 'verify',
  'order-check': 'check',
};

/** What a form proposes. Everything is fixed when first known: no proposal changes under the operator's hands. */
export function useProposals(view: CaseView, action: FormAction): OfferedProposals {
  const { case: shown } = view;
  const [openedAt] = useState(gatewayNow);
  const [workers, setWorkers] = useState<string[] | null>(null);
  const [lead, setLead] = useState<string | null>(null);
  const purpose = PURPOSES[action];
  const asksDepartment = action === 'dispatch';
  const near = useFeed(
    'dispatch.workers',
    { caseId: shown.id, purpose: purpose ?? 'handle' },
    { enabled: purpose !== undefined },
  );
  const departments = useFeed('dispatch.departments', { caseId: shown.id }, { enabled: asksDepartment });
  const [freshWorkers, freshDepartments] = [useFresh(near), useFresh(departments)];
  const propose = (told: WorkerProposals) => {
    const free = told.rows.filter(({ barred }) => barred === null);
    return purpose === 'verify' ? proposedVerifier(free) : proposedWorkers(free);
  };
  const current = workers ?? (freshWorkers && purpose ? propose(freshWorkers) : null);
  if (workers === null && current !== null && current.length > 0) setWorkers(current);
  const known = asksDepartment && (freshDepartments !== undefined || departments.isError);
  const leads = lead ?? (known ? proposedLead(view, freshDepartments ?? []) : null);
  if (lead === null && leads !== null) setLead(leads);
  const proposals: Proposals = {
    departmentId: leads,
    workerIds: current ?? [],
    time: proposedTime(view, action, openedAt),
    level: nextLevel(shown.supervision?.level ?? 0),
  };
  const settled = async (): Promise<Proposals> => {
    const [workersRead, departmentsRead] = await Promise.all([
      purpose && current === null ? near.refetch({ cancelRefetch: false }) : null,
      asksDepartment && leads === null ? departments.refetch({ cancelRefetch: false }) : null,
    ]);
    return {
      ...proposals,
      ...(workersRead?.data && { workerIds: propose(workersRead.data) }),
      ...(departmentsRead && { departmentId: proposedLead(view, departmentsRead.data ?? []) }),
    };
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

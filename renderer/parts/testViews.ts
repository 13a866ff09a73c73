import type {
  CaseView,
  CommandHead,
  CommandRow,
  CommandSum,
  CommandView,
  WorkerChoice,
} from '#shared/contract/views.ts';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { LIFE_STATES } from '#shared/domain/commandLife.ts';
import { contextOf, LIMITS, MONDAY_TEN, operator, REPORT } from '#shared/domain/fixtures.ts';
import { allowedActions, openCase } from '#shared/domain/lifecycle.ts';
import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';

/** For tests: views as the station composes them. The actions are those the domain's own rules allow. */

export const LEAD = operator('shift-lead');

export const CATEGORY: NonNullable<CaseView['category']> = {
  code: '010101',
  version: 1,
  catalogueVersion: '2026.1',
  groupCode: '0101',
  groupZh: '公用设施',
  groupEn: 'Public utilities',
  classCode: '01',
  classZh: '问题隐患',
  classEn: 'Hazards and problems',
  zh: '井盖破损',
  en: 'Broken manhole cover',
  synonyms: [],
  pinyin: '',
  departmentCode: 'D-ROADS',
  urgency: 'normal',
  limits: LIMITS,
  icon: 'manhole',
};

export function reportedCase(change: Partial<Case> = {}): Case {
  return { ...openCase(REPORT, contextOf(LEAD, MONDAY_TEN)).case, number: '1101010010012026030200001', ...change };
}

export function caseViewOf(shown: Case, change: Partial<CaseView> = {}): CaseView {
  return {
    case: shown,
    contact: null,
    revealed: null,
    category: CATEGORY,
    department: null,
    workers: [],
    events: [],
    chainIntact: true,
    actions: allowedActions(shown, LEAD),
    waiting: [],
    commands: [],
    ...change,
  };
}

/** A line of a case's history; its hashes are none. */
export function lineOf(id: string, note: string, action: CaseEvent['action']): CaseEvent {
  return {
    id,
    caseId: 'c1',
    n: 1,
    action,
    from: null,
    to: 'reported',
    actor: LEAD.actor,
    at: MONDAY_TEN,
    deskAt: MONDAY_TEN,
    note,
    media: [],
    detail: note === PERSONAL_STAND_IN ? { personal: true } : {},
    previousHash: '',
    hash: '',
  };
}

export function workerOf(id: string, change: Partial<Worker> = {}): Worker {
  return {
    id,
    version: 1,
    index: 1,
    name: `姓名${id}`,
    role: 'grid-worker',
    teamId: 't1',
    gridCode: '11010100100101',
    onDuty: true,
    dutySince: null,
    ...change,
  };
}

export function choiceOf(
  id: string,
  change: Partial<Omit<WorkerChoice, 'worker'>> & { worker?: Partial<Worker> } = {},
): WorkerChoice {
  const { worker, ...rest } = change;
  return {
    worker: workerOf(id, worker),
    distance: 100,
    fixAge: 3000,
    status: STATUS.online | STATUS.onDuty,
    load: 0,
    ownGrid: false,
    ...rest,
  };
}

export const COMMAND_ID = '0195a000-0000-7000-8000-00000000c001';

/** A command open to `total` workers of whom nobody has told anything. */
export function commandViewOf(total: number, change: Partial<CommandHead> = {}): CommandView {
  const states = Object.fromEntries(LIFE_STATES.map((state) => [state, 0])) as CommandSum['states'];
  return {
    command: {
      id: COMMAND_ID,
      kind: 'order',
      priority: 'routine',
      title: '到现场查看',
      text: '',
      issuedAt: MONDAY_TEN,
      requires: 'accepted',
      version: 1,
      issuedBy: LEAD.actor,
      state: 'open',
      cancelReason: null,
      ...change,
    },
    sum: {
      total,
      states: { ...states, sent: total },
      reached: { delivered: 0, read: 0, accepted: 0, done: 0 },
      satisfied: 0,
      owing: total,
      late: 0,
      next: null,
      joined: 0,
    },
    waiting: false,
  };
}

export function commandRowOf(workerId: string, change: Partial<CommandRow> = {}): CommandRow {
  return {
    workerId,
    name: `姓名${workerId}`,
    state: 'sent',
    since: MONDAY_TEN,
    late: false,
    owing: true,
    online: true,
    times: {},
    note: '',
    reply: null,
    media: [],
    position: null,
    place: null,
    joined: null,
    ...change,
  };
}

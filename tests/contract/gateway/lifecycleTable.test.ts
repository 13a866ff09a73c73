/**
 * docs/domain/lifecycle.md walked at a real gateway: every action in every state by every role. What the page allows
 * succeeds and leads where it says; what it forbids is refused with its reason.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASE_STATES, type CaseActionName, type CaseState, ENDED_STATES } from '#shared/domain/case.ts';
import { type Role, ROLES } from '#shared/domain/roles.ts';
import { TRANSITIONS } from '#shared/domain/transitions.ts';
import { CASE_POLICY } from '#shared/protocol/desks.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import { type Gateway, removeFolder, startGateway } from '../../support/centre.ts';
import { type Answer, type Client, newId, openConsole, openTerminal, A_CASE } from './clients.ts';

interface Row {
  action: CaseActionName;
  from: readonly CaseState[];
  to: readonly CaseState[] | 'same';
  roles: readonly Role[];
  terminal: boolean;
  system: boolean;
}

const page = await readFile(new URL('../../../docs/domain/lifecycle.md', import.meta.url), 'utf8');
const OPEN = CASE_STATES.filter((state) => !ENDED_STATES.includes(state));
const listed = (cell: string) => cell.split(', ').filter((part) => part !== '–');
const statesIn = (cell: string) =>
  listed(cell).flatMap((part) => (part === 'any' ? CASE_STATES : part === 'any open' ? OPEN : (part as CaseState)));
const TABLE: readonly Row[] = [...page.matchAll(/^\| `([\w-]+)` \|(.+)\|$/gm)].map(([, action, rest = '']) => {
  const [, from = '', to = '', roles = '', terminal, system] = rest.split('|').map((cell) => cell.trim());
  return {
    action: action as CaseActionName,
    from: statesIn(from),
    to: to === 'same' ? to : statesIn(to),
    roles: listed(roles) as Role[],
    terminal: terminal !== '–',
    system: system === 'yes',
  };
});

const ACCOUNTS: Record<Role, string> = {
  intake: 'intake',
  dispatcher: 'dispatcher',
  verifier: 'verifier',
  supervisor: 'supervisor',
  'shift-lead': 'lead',
  wall: 'wall',
  admin: 'admin',
};
/** on the case, asked to verify it, asked to check it, a stranger to it */
const [HAND, EYE, CHECKER, STRANGER] = ['w00201', 'w00202', 'w00203', 'w00204'] as const;
/** A connection is answered a thousand ops in a row: each role has some. */
const DESKS_EACH = 3;
const AT_ONCE = 40;

let gateway: Gateway;
const desks = new Map<Role, Client[]>();
const hands = new Map<string, Client>();
let turn = 0;
/** an open case that others may be linked to or merged into */
const majorId = newId();

beforeAll(async () => {
  gateway = await startGateway();
  for (const role of ROLES) {
    const opened = Array.from({ length: DESKS_EACH }, () => openConsole(gateway.url, ACCOUNTS[role]));
    desks.set(role, await Promise.all(opened));
  }
  for (const id of [HAND, EYE, STRANGER]) hands.set(id, await openTerminal(gateway.url, id));
  const sampling = { settled: 1, verified: 1 };
  const set = await desk('shift-lead').op('case-policy.set', { policy: { ...CASE_POLICY, sampling } });
  if (!set.ok) throw new Error(set.message);
  await create(majorId);
});
afterAll(async () => {
  for (const client of [...desks.values(), [...hands.values()]].flat()) client.close();
  await gateway.end();
  removeFolder(gateway.data);
});

function desk(role: Role): Client {
  turn += 1;
  const client = desks.get(role)?.[turn % DESKS_EACH];
  if (!client) throw new Error(`no desk of ${role}`);
  return client;
}
function act(role: Role, action: CaseActionName, payload: unknown, entityId: string): Promise<Answer> {
  return desk(role).op(`case.${action}` as OpKind, payload as never, { entityId });
}
function step(worker: string, action: string, caseId: string): Promise<Answer> {
  const client = hands.get(worker);
  if (!client) throw new Error(`no terminal of ${worker}`);
  return client.ask('case:action', { id: newId(), caseId, action, at: Date.now(), note: '现场情况' });
}
async function create(id: string): Promise<void> {
  const made = await desk('intake').op('case.create', A_CASE, { entityId: id });
  if (!made.ok) throw new Error(made.message);
}

type Step = readonly [Role, CaseActionName, object];
const DAY = 24 * 3_600_000;
const soon = () => Date.now() + 30 * DAY;
const DISPATCH: Step = [
  'dispatcher',
  'dispatch',
  { departmentIds: ['urban-management', 'sanitation'], workerIds: [HAND] },
];
const handled: readonly Step[] = [
  ['intake', 'accept', {}],
  DISPATCH,
  ['dispatcher', 'start', { assigneeId: 'sanitation' }],
];
const back: readonly Step[] = [...handled, ['dispatcher', 'report-back', { note: '已处理' }]];
const asked: readonly Step[] = [...back, ['dispatcher', 'send-to-verify', { workerId: EYE }]];
/** One way into each state, so that what may be done there still can be: somebody has begun and somebody has not. */
const WAYS: Record<CaseState, readonly Step[]> = {
  reported: [],
  rejected: [['intake', 'reject', { reason: '重复' }]],
  merged: [['intake', 'merge', { intoId: majorId }]],
  accepted: handled.slice(0, 1),
  dispatched: handled.slice(0, 2),
  handling: handled,
  suspended: [...handled, ['shift-lead', 'suspend', { reason: '等料', reviewAt: soon() }]],
  returned: [...handled.slice(0, 2), ['dispatcher', 'return', { reason: '不归我' }]],
  'reported-back': back,
  verifying: asked,
  closed: asked,
  evaluated: asked,
  escalated: [...handled.slice(0, 1), ['shift-lead', 'escalate', { reason: '权属不清' }]],
  cancelled: [['shift-lead', 'cancel', { reason: '误报' }]],
};
/** What must have happened for the action to have sense. */
const BEFORE: { [A in CaseActionName]?: (role: Role | null) => readonly Step[] } = {
  'grant-extension': (role) => [
    ['dispatcher', 'request-extension', { until: Date.now() + 90 * DAY, reason: '缺料' }],
    // A supervisor is the second of two.
    ...(role === 'supervisor' ? ([['shift-lead', 'grant-extension', {}]] as const) : []),
  ],
  'refuse-extension': () => [['dispatcher', 'request-extension', { until: soon(), reason: '缺料' }]],
  'release-supervision': () => [['supervisor', 'supervise', { level: 1 }]],
  'answer-supervision': () => [['supervisor', 'supervise', { level: 1 }]],
  unlink: () => [['shift-lead', 'link', { majorId }]],
  'answer-check': () => [['intake', 'order-check', { workerIds: [CHECKER] }]],
};

async function caseIn(state: CaseState, more: readonly Step[] = []): Promise<string> {
  const id = newId();
  await create(id);
  const play = async (steps: readonly Step[]) => {
    for (const [role, action, payload] of steps) {
      const answer = await act(role, action, payload, id);
      if (!answer.ok) throw new Error(`${state}: ${action} by ${role}: ${answer.message}`);
    }
  };
  await play(WAYS[state]);
  const isClosed = state === 'closed' || state === 'evaluated';
  if (isClosed && !(await step(EYE, 'verify-pass', id)).ok) throw new Error('not closed');
  if (state === 'evaluated') await play([['intake', 'evaluate', { satisfaction: 4 }]]);
  await play(more);
  return id;
}

const reason = '按规定办理';
const photo = (n: number) => ({ id: newId(), kind: 'photo', mime: 'image/jpeg', size: 9, sha256: `${n}`.repeat(64) });
const PAYLOADS: { [A in CaseActionName]: () => object } = {
  ...({ accept: () => ({}), resume: () => ({}), start: () => ({}), unlink: () => ({}) } as const),
  ...({ 'verify-pass': () => ({}), 'grant-extension': () => ({}), 'release-supervision': () => ({}) } as const),
  ...({ reject: () => ({ reason }), return: () => ({ reason }), 'refuse-extension': () => ({ reason }) } as const),
  ...({ reopen: () => ({ reason }), escalate: () => ({ reason }), cancel: () => ({ reason }) } as const),
  ...({ unmerge: () => ({ reason }), 'verify-fail': () => ({ reason }) } as const),
  ...({ 'report-back': () => ({ note: reason }), complain: () => ({ note: reason }) } as const),
  ...({ annotate: () => ({ note: reason }), 'answer-supervision': () => ({ note: reason }) } as const),
  merge: () => ({ intoId: majorId }),
  link: () => ({ majorId }),
  'order-check': () => ({ workerIds: [CHECKER] }),
  'answer-check': () => ({ found: true }),
  settle: () => ({ note: reason, media: [photo(1), photo(2)] }),
  dispatch: () => DISPATCH[2],
  assign: () => ({ workerIds: [STRANGER] }),
  unassign: () => ({ assignee: { kind: 'worker', id: HAND }, reason }),
  'request-extension': () => ({ until: soon(), reason }),
  suspend: () => ({ reviewAt: soon(), reason }),
  'send-to-verify': () => ({ workerId: EYE }),
  evaluate: () => ({ satisfaction: 5 }),
  recheck: () => ({ passed: true }),
  'answer-escalation': () => ({ outcome: 'handled', note: reason }),
  supervise: () => ({ level: 2 }),
  correct: () => ({ title: '井盖缺失' }),
  climb: () => ({ toTier: 'street' }),
};

interface Cell {
  row: Row;
  state: CaseState;
  role: Role;
}
const CELLS: readonly Cell[] = TABLE.flatMap((row) =>
  CASE_STATES.flatMap((state) => ROLES.map((role): Cell => ({ row, state, role }))),
);
const isAllowed = ({ row, state, role }: Cell) => row.from.includes(state) && row.roles.includes(role);
const nameOf = ({ row, state, role }: Cell) => `${row.action} in ${state} by ${role}`;

/** Does all of it, so many at a time. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

describe('[GW160] the table of the lifecycle', () => {
  it('is the one the rules are made of', () => {
    expect(TABLE.map(({ action }) => action).toSorted()).toEqual(Object.keys(TRANSITIONS).toSorted());
    for (const { action, from, to, roles, terminal, system } of TABLE) {
      const rule = TRANSITIONS[action];
      expect(from.toSorted(), action).toEqual(rule.from.toSorted());
      expect(to === 'same' ? to : to.toSorted(), action).toEqual(rule.to === 'same' ? 'same' : rule.to.toSorted());
      expect(roles.toSorted(), action).toEqual(rule.roles.toSorted());
      expect([terminal, system], action).toEqual([rule.terminal !== undefined, rule.system === true]);
    }
  });

  it('lets everybody do what it allows, and leads where it says', { timeout: 240_000 }, async () => {
    const failed: string[] = [];
    await each(CELLS.filter(isAllowed), async (cell) => {
      const { row, state, role } = cell;
      const id = await caseIn(state, BEFORE[row.action]?.(role));
      const answer = await act(role, row.action, PAYLOADS[row.action](), id);
      const { state: after = '' } = (answer.result ?? {}) as { state?: CaseState };
      const goals: readonly string[] = row.to === 'same' ? [state] : row.to;
      if (!answer.ok || !goals.includes(after)) failed.push(`${nameOf(cell)}: ${answer.message ?? after}`);
    });
    expect(failed).toEqual([]);
  });

  it('refuses everybody what it forbids, with the reason', { timeout: 240_000 }, async () => {
    const shared = new Map<CaseState, string>();
    await each(CASE_STATES, async (state) => void shared.set(state, await caseIn(state)));
    const wrong: string[] = [];
    // What no operator may do has no op at all.
    const hasOp = ({ row }: Cell) => row.roles.length > 0;
    const forbidden = CELLS.filter((cell) => !isAllowed(cell) && hasOp(cell));
    const climb = await act('shift-lead', 'climb', PAYLOADS.climb(), shared.get('handling') ?? '');
    expect(climb).toMatchObject({ ok: false, code: 'invalid' });
    await each(forbidden, async (cell) => {
      const { row, state, role } = cell;
      const expected = row.from.includes(state) ? 'role-missing' : 'wrong-state';
      const answer = await act(role, row.action, PAYLOADS[row.action](), shared.get(state) ?? '');
      const isRight = !answer.ok && answer.reason === expected && typeof answer.message === 'string';
      if (!isRight) wrong.push(`${nameOf(cell)}: ${String(answer.reason)} ${answer.message}, not ${expected}`);
    });
    expect(wrong).toEqual([]);
    expect(forbidden.length).toBeGreaterThan(2500);
  });

  it('holds for terminals alike: who is on the case, and nobody else', { timeout: 120_000 }, async () => {
    const own: Partial<Record<CaseActionName, string>> = {
      ...{ start: HAND, return: HAND, 'report-back': HAND, 'verify-pass': EYE, 'verify-fail': EYE },
    };
    const stranger = (action: string) => (action.startsWith('verify') ? 'not-asked-to-verify' : 'not-assigned');
    const wrong: string[] = [];
    const cells = TABLE.filter(({ action }) => own[action]).flatMap((row) =>
      CASE_STATES.map((state) => ({ row, state, worker: own[row.action] ?? '' })),
    );
    await each(cells, async ({ row, state, worker }) => {
      const id = await caseIn(state);
      const isOpen = row.from.includes(state);
      const others = await step(STRANGER, row.action, id);
      if (others.ok || others.reason !== (isOpen ? stranger(row.action) : 'wrong-state'))
        wrong.push(`${row.action} in ${state} by a stranger: ${String(others.reason)}`);
      const answer = await step(worker, row.action, id);
      if (isOpen ? !answer.ok : answer.reason !== 'wrong-state')
        wrong.push(`${row.action} in ${state} by ${worker}: ${JSON.stringify(answer.reason ?? answer.message)}`);
    });
    expect(wrong).toEqual([]);
  });
});

import type { Case, CaseAction } from '#shared/domain/case.ts';
import type { Command } from '#shared/protocol/commands.ts';

/** Whom the centre sends a command because of an action on a case, and what it is about. */
export interface Addressees {
  kind: 'order' | 'check' | 'notice';
  verb: string;
  /** before the words of the case */
  lead?: string;
  purpose?: Command['purpose'];
  workerIds: readonly string[];
}

const LEVELS = { 1: '一级', 2: '二级', 3: '三级' } as const;
const DUE = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

export function addresseesOf({ before, after }: { before: Case; after: Case }, action: CaseAction): Addressees | null {
  switch (action.action) {
    case 'dispatch':
      return { kind: 'order', verb: '处置', workerIds: after.workerIds };
    case 'assign':
      return { kind: 'order', verb: '协助处置', workerIds: joinedIn(before, after) };
    case 'order-check':
      return { kind: 'check', verb: '核实', workerIds: [...new Set(action.payload.workerIds)] };
    case 'send-to-verify':
      return { kind: 'check', verb: '核查', workerIds: [action.payload.workerId] };
    case 'verify-fail':
      return { kind: 'order', verb: '返工', workerIds: actingIn(after) };
    case 'supervise': {
      const { level, to, dueAt } = action.payload;
      const lead = dueAt === undefined ? '请回复办理情况。' : `请于 ${DUE.format(dueAt)} 前回复办理情况。`;
      return {
        kind: 'notice',
        verb: `${LEVELS[level]}督办`,
        lead,
        purpose: 'supervision',
        workerIds: pressedIn(after, to),
      };
    }
    default:
      return null;
  }
}

const isWorking = ({ kind, state }: { kind: string; state: string }) => kind === 'worker' && state !== 'returned';

function actingIn({ assignments = [] }: Case): string[] {
  return assignments.filter(isWorking).map(({ id }) => id);
}

/** Who has to act now and had not before. */
function joinedIn(before: Case, after: Case): string[] {
  const known = before.assignments ? actingIn(before) : before.workerIds;
  return actingIn(after).filter((id) => !known.includes(id));
}

/** A worker by name; a department by the workers who act for it: only the lead has any. */
function pressedIn(row: Case, to: Extract<CaseAction, { action: 'supervise' }>['payload']['to']): readonly string[] {
  if (to?.kind === 'worker') return [to.id];
  return to === undefined || to.id === row.departmentId ? row.workerIds : [];
}

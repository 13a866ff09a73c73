import { createHash } from 'node:crypto';
import type { Case, CaseEvent } from '#shared/domain/case.ts';
import { idAt } from './cases.ts';

type Step = [action: CaseEvent['action'], to: CaseEvent['to'], by: CaseEvent['actor']['kind'], note: string];

/** A case's way through a centre, as long in words as operators and workers write. */
const STEPS: readonly Step[] = [
  ['report', 'reported', 'terminal', ''],
  ['accept', 'accepted', 'operator', '经核实属本街道受理范围，予以立案。'],
  ['dispatch', 'dispatched', 'operator', '请责任单位安排人员到场处置，处置前后拍照。'],
  ['start', 'handling', 'terminal', ''],
  [
    'annotate',
    'handling',
    'terminal',
    '已到现场核实，情况属实，已设置临时警示，影响通行约半幅路面，正在联系维修人员到场。',
  ],
  ['annotate', 'handling', 'operator', '市民来电询问进度，已告知预计今日完成。'],
  ['report-back', 'reported-back', 'terminal', '处理完毕，现场已清理，恢复通行，请核查。'],
  ['send-to-verify', 'verifying', 'operator', ''],
  ['verify-pass', 'closed', 'terminal', '核查通过，问题已解决，予以结案。'],
  ['evaluate', 'evaluated', 'operator', '电话回访，市民表示满意。'],
];
export const LINES_A_CASE = STEPS.length;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function detailOf(action: CaseEvent['action'], departmentId: string, workerId: string): CaseEvent['detail'] {
  return action === 'dispatch' ? { departmentId, workerIds: [workerId] } : {};
}

/** Ten lines of the n-th case, chained; what a hash is of does not matter to a disk. */
export function historyOf(subject: Case, n: number): CaseEvent[] {
  const { id: caseId, reporterId, departmentId, media, text } = subject;
  const minutes = 7 + (n % 50);
  return STEPS.map(([action, to, kind, note], i) => {
    const at = subject.reportedAt + i * minutes * 60_000;
    const terminal = { id: reporterId ?? 'w00001', name: `网格员${n % 16_000}`, kind: 'terminal' } as const;
    return {
      id: idAt(at + (n % 900), 'event', n * LINES_A_CASE + i),
      caseId,
      n: i + 1,
      action,
      from: STEPS[i - 1]?.[1] ?? null,
      to,
      actor: kind === 'terminal' ? terminal : { id: `op${n % 40}`, name: `值班员${n % 40}`, kind: 'operator' },
      at,
      deskAt: at - 120 - (n % 700),
      note: action === 'report' ? text : note && `${note}（${n % 1000}）`,
      media: action === 'report' || action === 'report-back' ? media : [],
      detail: detailOf(action, departmentId ?? 'd1', terminal.id),
      previousHash: i === 0 ? '' : hashOf(`${caseId}:${i}`),
      hash: hashOf(`${caseId}:${i + 1}`),
    };
  });
}

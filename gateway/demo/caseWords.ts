import {
  CASE_POLICY,
  CASE_POLICY_SETTING,
  REPLY_TEMPLATES_SETTING,
  type ReplyTemplate,
} from '#shared/protocol/desks.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';

const idOf = (n: number) => `0195a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Words that are written every day. */
const WORDS: readonly Omit<ReplyTemplate, 'id'>[] = [
  {
    name: '不属本辖区',
    actions: ['reject'],
    states: ['reported'],
    text: '经核实，所反映地点不属于本街道辖区，已告知反映人向属地反映。',
  },
  { name: '重复反映', actions: ['reject', 'merge'], states: ['reported'], text: '与已受理案件为同一问题，合并办理。' },
  { name: '核实不实', actions: ['reject'], states: ['reported'], text: '经网格员现场核实，未发现所反映的问题。' },
  {
    name: '请尽快处置',
    actions: ['dispatch', 'assign'],
    states: [],
    text: '请尽快到场处置，完成后附处置前后照片反馈。',
  },
  { name: '注意安全', actions: ['dispatch', 'assign'], states: [], text: '请先设置警示围挡，注意自身和过往行人安全。' },
  {
    name: '非本部门职责',
    actions: ['return'],
    states: ['dispatched', 'handling'],
    text: '经查，权属单位为其他部门，请改派。',
  },
  {
    name: '已处置完毕',
    actions: ['report-back'],
    states: ['handling'],
    text: '已到场处置完毕，现场恢复正常，照片附后。',
  },
  {
    name: '等待配件',
    actions: ['request-extension', 'suspend'],
    states: ['handling'],
    text: '所需配件须定制，已下单，预计到货后两日内完成。',
  },
  { name: '核查不合格', actions: ['verify-fail'], states: ['verifying'], text: '现场核查，问题仍未解决，请返工。' },
  { name: '电话回访满意', actions: ['evaluate'], states: ['closed'], text: '电话回访，反映人对处置结果表示满意。' },
  { name: '限时回复', actions: ['supervise'], states: [], text: '案件已超时限，请说明原因并限时办结。' },
];

/** What a demo centre begins with, until its people set something else. */
export function demoCaseWords(): Put[] {
  const templates = WORDS.map((words, n): ReplyTemplate => ({ id: idOf(n + 1), ...words }));
  // Collapses and rescues are never put off by one person alone.
  const extensions = {
    ...CASE_POLICY.extensions,
    '010201': { further: 0, longShare: 0 },
    '0119': { further: 0, longShare: 0 },
  };
  const policy = { ...CASE_POLICY, extensions };
  return [
    putRow('setting', { key: REPLY_TEMPLATES_SETTING, version: 1, value: JSON.parse(JSON.stringify(templates)) }),
    putRow('setting', { key: CASE_POLICY_SETTING, version: 1, value: policy }),
  ];
}

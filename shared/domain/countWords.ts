import type { CountName } from './counts.ts';
import type { FigureDefinition } from './figures.ts';

interface Words {
  zh: string;
  en: string;
}

/** What each count is called where a figure's formula is shown; what it counts exactly is said in `counts.ts`. */
const COUNT_WORDS: Readonly<Record<CountName, Words>> = {
  received: { zh: '上报', en: 'reported' },
  filed: { zh: '立案', en: 'filed' },
  judged: { zh: '已审理', en: 'judged' },
  accepted: { zh: '受理', en: 'accepted' },
  due: { zh: '应结案', en: 'due' },
  closed: { zh: '已结案', en: 'closed' },
  closedOnTime: { zh: '按期结案', en: 'closed in time' },
  closures: { zh: '时段内结案', en: 'closed in the period' },
  handleDue: { zh: '应处置', en: 'due to be handled' },
  handled: { zh: '已处置', en: 'handled' },
  handledOnTime: { zh: '按期处置', en: 'handled in time' },
  reworked: { zh: '返工', en: 'reworked' },
  dispatched: { zh: '派遣', en: 'dispatched' },
  returned: { zh: '退回', en: 'returned' },
  upheldReturns: { zh: '退回后改派', en: 'returned and sent elsewhere' },
  foundByOwn: { zh: '本网格员发现', en: 'found by own worker' },
  foundByOthers: { zh: '他人发现', en: 'found by others' },
  checksOrdered: { zh: '要求核实', en: 'checks ordered' },
  checksInTime: { zh: '按时核实', en: 'checked in time' },
  suspended: { zh: '挂账', en: 'suspended' },
  extended: { zh: '延期', en: 'extended' },
  supervised: { zh: '督办', en: 'supervised' },
  commandsAcknowledged: { zh: '已回执指令', en: 'commands acknowledged' },
  acknowledgeMs: { zh: '回执用时合计', en: 'time to acknowledge, summed' },
  workersRostered: { zh: '网格员人天', en: 'worker days' },
  workersOnDuty: { zh: '当天上过岗的人天', en: 'worker days with duty' },
  grids: { zh: '单元网格天', en: 'grid days' },
  gridsCovered: { zh: '当天有人在岗的网格天', en: 'grid days with a worker on duty' },
  evaluated: { zh: '已评价', en: 'evaluated' },
  satisfied: { zh: '满意', en: 'satisfied' },
  'stages.accept.totalMs': { zh: '受理用时合计', en: 'time to accept, summed' },
  'stages.accept.finished': { zh: '已受理', en: 'accepted' },
  'stages.dispatch.totalMs': { zh: '派遣用时合计', en: 'time to dispatch, summed' },
  'stages.dispatch.finished': { zh: '已派遣', en: 'dispatched' },
  'stages.handle.totalMs': { zh: '处置用时合计', en: 'time to handle, summed' },
  'stages.handle.finished': { zh: '已处置', en: 'handled' },
  'stages.verify.totalMs': { zh: '核查用时合计', en: 'time to verify, summed' },
  'stages.verify.finished': { zh: '已核查', en: 'verified' },
};

const isCount = (word: string): word is CountName => word in COUNT_WORDS;

/** A figure's formula as people say it. */
export function formulaWords({ formula }: Pick<FigureDefinition, 'formula'>, language: keyof Words): string {
  return formula.replace(/[\w.]+/g, (name) => (isCount(name) ? COUNT_WORDS[name][language] : name));
}

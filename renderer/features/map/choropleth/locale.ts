import { defineTexts } from '../../../i18n/index.ts';

export const countedTexts = defineTexts('mapCounted', {
  zh: {
    open: '未结案件 {{n}} 件',
    overdue: '超期案件 {{n}} 件',
    'on-duty': '在岗网格员 {{n}} 人',
    'on-time': '近 30 天应结 {{n}} 件，按期结案 {{rate}}',
    asOf: '截至 {{time}}',
    first: '只列出前 {{n}} 条',
    filter: '队列只看此网格',
    close: '关闭',
    hint: '单击网格列出明细；Shift+Enter 列出地图中央的网格',
    middle: '列出地图中央网格的填色明细',
  },
  en: {
    open: '{{n}} open cases',
    overdue: '{{n}} overdue cases',
    'on-duty': '{{n}} workers on duty',
    'on-time': '{{n}} due in the last 30 days, {{rate}} closed on time',
    asOf: 'As of {{time}}',
    first: 'The first {{n}} are listed',
    filter: 'This grid alone in the queue',
    close: 'Close',
    hint: 'A click on a grid lists what was counted; Shift+Enter, of the grid in the map’s middle',
    middle: 'List what was counted in the grid at the map’s middle',
  },
});

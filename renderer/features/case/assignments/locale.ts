import { defineTexts } from '../../../i18n/index.ts';

export const texts = defineTexts('caseAssignments', {
  zh: {
    heading: '承办',
    lead: '主办',
    states: { assigned: '待接收', started: '处置中', 'reported-back': '已反馈', returned: '已退回' },
    since: '自 {{time}}',
    of: '{{name}}：{{verb}}',
    done: '{{n}} 方承办，{{done}} 方已反馈',
    returns: '退回 {{n}} 次',
    returnLine: '{{time}} {{by}} 代 {{name}} 退回：{{reason}}',
    returnOwn: '{{time}} {{name}} 退回：{{reason}}',
    everybody: '全部承办',
  },
  en: {
    heading: 'Who has it',
    lead: 'leads',
    states: { assigned: 'not started', started: 'working', 'reported-back': 'reported back', returned: 'returned' },
    since: 'since {{time}}',
    of: '{{name}}: {{verb}}',
    done: '{{done}} of {{n}} reported back',
    returns: 'Returned {{n}}×',
    returnLine: '{{time}} {{by}} for {{name}}: {{reason}}',
    returnOwn: '{{time}} {{name}}: {{reason}}',
    everybody: 'all of them',
  },
});

import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('queue', {
  zh: {
    title: '案件队列',
    list: '{{queue}}队列',
    queues: '选择队列',
    total: '{{n}} 件',
    overdue: '{{n}} 件超期',
    empty: '这个队列没有案件',
    emptyIntake: '新上报的案件会出现在这里',
    next: '下一个案件',
    previous: '上一个案件',
    open: '打开案件',
    media: '{{n}} 个附件',
    waiting: '{{n}} 项操作等待中心确认',
    reading: '正在读取更多…',
  },
  en: {
    title: 'Case queues',
    list: 'Queue: {{queue}}',
    queues: 'Choose a queue',
    total: '{{n}} cases',
    overdue: '{{n}} overdue',
    empty: 'No case in this queue',
    emptyIntake: 'New reports appear here',
    next: 'Next case',
    previous: 'Previous case',
    open: 'Open the case',
    media: '{{n}} attachments',
    waiting: '{{n}} actions wait for the centre',
    reading: 'Reading more…',
  },
});

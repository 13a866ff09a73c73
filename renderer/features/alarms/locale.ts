import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('alarms', {
  zh: {
    title: '告警',
    none: '没有告警',
    noneDetail: '紧急求助、特急案件、无回执和超期会列在这里。',
    open: '{{n}} 项待确认',
    acknowledge: '确认',
    acknowledgedBy: '{{name}} 已确认 {{time}}',
    show: '查看',
    mute: '静音 15 分钟',
    muted: '已静音至 {{time}}',
    unmute: '恢复声音',
    soundOff: '告警声音已在设置中关闭',
    failed: '没有确认成功',
  },
  en: {
    title: 'Alarms',
    none: 'No alarms',
    noneDetail: 'Calls for help, critical cases, missing receipts and overdue cases appear here.',
    open: '{{n}} to acknowledge',
    acknowledge: 'Acknowledge',
    acknowledgedBy: 'Acknowledged by {{name}} {{time}}',
    show: 'Show',
    mute: 'Mute for 15 min',
    muted: 'Muted until {{time}}',
    unmute: 'Sound on',
    soundOff: 'Alarm sound is off in the settings',
    failed: 'Could not be acknowledged',
  },
});

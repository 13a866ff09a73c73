import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('trails', {
  zh: {
    audited: '查看轨迹将记入审计：谁、何时、为什么。',
    reason: '理由',
    failed: '无法读取轨迹',
    saved: '轨迹已保存：{{path}}',
    export: { open: '导出 {{count}} 人的轨迹', nothing: '这些人这段时间没有轨迹' },
    span: {
      label: '哪段时间',
      hours: '最近 {{n}} 小时',
      other: '指定起止时间',
      from: '从',
      to: '到',
      kept: '轨迹保存 30 天，最早到 {{from}}',
      problems: {
        unreadable: '请写成 2026-11-23 14:05 或 14:05',
        backwards: '结束时间须晚于开始时间',
        future: '还没有到的时间没有轨迹',
        'too-long': '一次最多 {{most}}',
        forgotten: '轨迹只保存 30 天，这段时间的已删除',
      },
    },
    missing: {
      told: '{{times}} 本机和中心都没有轨迹',
      alone: '{{times}} 本机没有轨迹；连不上中心，中心可能有',
      own: '{{times}} 本机没有听到，不在其内',
      and: '、',
      more: ' 等另外 {{n}} 段',
    },
  },
  en: {
    audited: 'Who looked, when and why stands in the audit.',
    reason: 'Reason',
    failed: 'The trail cannot be read',
    saved: 'Trail saved: {{path}}',
    export: { open: 'Export the trails of {{count}}', nothing: 'They have no trails of that time' },
    span: {
      label: 'Which time',
      hours: 'last {{n}} h',
      other: 'from – to',
      from: 'From',
      to: 'To',
      kept: 'Trails are kept for 30 days: from {{from}} on',
      problems: {
        unreadable: 'Write it as 2026-11-23 14:05 or 14:05',
        backwards: 'The end must come after the begin',
        future: 'There is no trail of a time to come',
        'too-long': 'At most {{most}} at once',
        forgotten: 'Trails are kept for 30 days: those of that time are deleted',
      },
    },
    missing: {
      told: '{{times}}: neither this desk nor the centre has trails',
      alone: '{{times}}: this desk has no trails; the centre may have, and cannot be reached',
      own: '{{times}}: not heard by this desk, and not in it',
      and: ', ',
      more: ' and {{n}} more',
    },
  },
});

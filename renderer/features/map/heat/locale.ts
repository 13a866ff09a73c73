import { defineTexts } from '../../../i18n/index.ts';

export const heatTexts = defineTexts('mapHeat', {
  zh: {
    title: '案件热度',
    cases: '案件',
    which: { open: '未结', all: '全部（含已结）' },
    period: '上报时间',
    periods: { ever: '不限', today: '今天', '7': '最近 7 天', '30': '最近 30 天', '365': '最近 12 个月' },
    category: '类别',
    anyCategory: '全部类别',
    few: '少',
    many: '最密',
    said: {
      open: '未结案件 · {{category}} · 上报时间：{{period}}',
      all: '全部案件 · {{category}} · 上报时间：{{period}}',
    },
    counted: '共 {{n}} 件；最密处 {{most}} 件（约 {{metres}} 米见方）',
    none: '没有符合的案件',
    asOf: '截至 {{time}}',
    reading: '正在统计…',
    failed: '统计失败，稍后自动重试',
  },
  en: {
    title: 'Heat of cases',
    cases: 'Cases',
    which: { open: 'Open', all: 'All, ended ones too' },
    period: 'Reported',
    periods: { ever: 'Whenever', today: 'Today', '7': 'Last 7 days', '30': 'Last 30 days', '365': 'Last 12 months' },
    category: 'Category',
    anyCategory: 'All categories',
    few: 'Few',
    many: 'Most',
    said: {
      open: 'Open cases · {{category}} · reported: {{period}}',
      all: 'All cases · {{category}} · reported: {{period}}',
    },
    counted: '{{n}} cases; {{most}} in the densest place (some {{metres}} m across)',
    none: 'No such cases',
    asOf: 'As of {{time}}',
    reading: 'Counting…',
    failed: 'Could not be counted; tried again shortly',
  },
});

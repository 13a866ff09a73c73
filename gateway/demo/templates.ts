import { type CommandTemplate, TEMPLATES_SETTING } from '#shared/protocol/commands.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';

const choices = (...labels: string[]) => labels.map((label, i) => ({ id: `c${i + 1}`, label }));

/** What a street sends often. Words in braces are filled in by whoever writes the command. */
const TEMPLATES: readonly CommandTemplate[] = [
  {
    id: 'gather',
    name: '紧急集结',
    shortcut: 'jj',
    kind: 'muster',
    priority: 'flash',
    title: '紧急集结：{地点}',
    text: '请立即赶到 {地点} 集结，听从 {现场负责人} 指挥。',
    requires: 'accepted',
    validMinutes: 60,
  },
  {
    id: 'check-place',
    name: '现场核查',
    shortcut: 'hc',
    kind: 'check',
    priority: 'urgent',
    title: '核查：{事项}',
    text: '请到 {地点} 核查 {事项}，拍照回报。',
    requires: 'accepted',
    validMinutes: 120,
    request: 'photo',
  },
  {
    id: 'rainstorm',
    name: '暴雨防汛',
    shortcut: 'fx',
    kind: 'order',
    priority: 'urgent',
    title: '防汛：{预警等级}预警，立即巡查',
    text: '{预警等级}暴雨预警生效。请巡查网格内积水点、下沉通道和低洼小区，发现险情立即上报。',
    requires: 'accepted',
    validMinutes: 360,
    replies: choices('无积水', '有积水，可通行', '有积水，需封路'),
  },
  {
    id: 'welfare',
    name: '平安确认',
    shortcut: 'pa',
    kind: 'check',
    priority: 'urgent',
    title: '请确认您是否平安',
    text: '请点选您现在的情况。',
    requires: 'accepted',
    validMinutes: 30,
    request: 'welfare',
    replies: choices('平安', '需要帮助'),
  },
  {
    id: 'locate',
    name: '立即定位',
    shortcut: 'dw',
    kind: 'check',
    priority: 'urgent',
    title: '请报告当前位置',
    text: '终端将自动报告位置，无需操作。',
    requires: 'delivered',
    validMinutes: 10,
    request: 'locate',
  },
  {
    id: 'elderly',
    name: '独居老人走访',
    shortcut: 'zf',
    kind: 'order',
    priority: 'routine',
    title: '走访独居老人：{小区}',
    text: '请今天内走访 {小区} 登记在册的独居老人，记录身体、用电用气情况。',
    requires: 'accepted',
    validMinutes: 720,
  },
  {
    id: 'road-closed',
    name: '道路管制通知',
    shortcut: 'gz',
    kind: 'notice',
    priority: 'routine',
    title: '{路段}临时管制',
    text: '{路段} 自 {开始时间} 至 {结束时间} 临时管制，请提醒沿街商户和居民绕行。',
    requires: 'read',
    validMinutes: 480,
  },
  {
    id: 'attendance',
    name: '人员能否到岗',
    shortcut: 'dg',
    kind: 'check',
    priority: 'routine',
    title: '{时间}能否到岗？',
    text: '请回复 {时间} 能否到 {地点} 值守。',
    requires: 'accepted',
    validMinutes: 240,
    request: 'question',
    replies: choices('能到', '不能到', '晚到'),
  },
];

/** The setting that a new demo centre begins with. */
export function demoTemplates(): Put[] {
  return [putRow('setting', { key: TEMPLATES_SETTING, version: 1, value: JSON.parse(JSON.stringify(TEMPLATES)) })];
}

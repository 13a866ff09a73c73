import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('help', {
  zh: {
    title: '快捷键',
    intro: '在输入框中，单键不起作用；Ctrl、Alt 组合键和功能键始终有效。',
    now: '当前可用',
    notNow: '当前不可用',
    lights: '时限灯',
    urgencies: '紧急程度',
  },
  en: {
    title: 'Keys',
    intro: 'Single keys are silent while you type; Ctrl and Alt chords and function keys always work.',
    now: 'Works now',
    notNow: 'Not now',
    lights: 'Lights',
    urgencies: 'Urgency',
  },
});

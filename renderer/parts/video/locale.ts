import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('videoHandles', {
  zh: { ask: '请 {{name}} 传视频', show: '看 {{name}} 的视频' },
  en: { ask: 'Ask {{name}} for video', show: 'Show the video of {{name}}' },
});

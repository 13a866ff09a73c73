import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('replay', {
  zh: {
    name: '回放',
    play: '播放',
    pause: '暂停',
    time: '时间',
    before: '上一件事',
    next: '下一件事',
    speed: '倍速',
    close: '结束回放',
    nothing: '没有这段时间的轨迹',
  },
  en: {
    name: 'Replay',
    play: 'Play',
    pause: 'Pause',
    time: 'Time',
    before: 'What happened before',
    next: 'What happened next',
    speed: 'Speed',
    close: 'End the replay',
    nothing: 'there are no trails of that time',
  },
});

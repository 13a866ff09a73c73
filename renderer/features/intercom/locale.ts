import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('radio', {
  zh: {
    title: '对讲',
    waitsFor: '没有可用频道：等待中心开通对讲服务',
    waitsForStation: '等待本机数据服务',
    waitsForCentre: '独立工作中，对讲需要与中心连接',
    talk: '按住讲话',
    group: '对讲',
    emergency: '紧急讲话',
  },
  en: {
    title: 'Radio',
    waitsFor: 'No channel: waiting for the centre to offer the intercom',
    waitsForStation: 'Waiting for the data service of this desk',
    waitsForCentre: 'Working alone: the radio needs the centre',
    talk: 'Hold to talk',
    group: 'Radio',
    emergency: 'Emergency talk',
  },
});

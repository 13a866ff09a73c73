import { defineTexts } from '../../i18n/index.ts';

export const mediaTexts = defineTexts('media', {
  zh: {
    photo: '照片 {{n}}',
    kinds: { photo: '照片', audio: '录音', video: '视频' },
    unavailable: '照片暂时取不到',
    unavailableSound: '录音暂时取不到',
    notShown: '{{kind}}（{{size}}）',
    viewer: '查看照片',
    zoomIn: '放大',
    zoomOut: '缩小',
    rotate: '旋转',
    fit: '适合窗口',
    previous: '上一张',
    next: '下一张',
    position: '{{n}} / {{total}}',
  },
  en: {
    photo: 'Photo {{n}}',
    kinds: { photo: 'Photo', audio: 'Recording', video: 'Video' },
    unavailable: 'The photo cannot be had now',
    unavailableSound: 'The recording cannot be had now',
    notShown: '{{kind}} ({{size}})',
    viewer: 'Photos',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    rotate: 'Rotate',
    fit: 'Fit',
    previous: 'Previous',
    next: 'Next',
    position: '{{n}} / {{total}}',
  },
});

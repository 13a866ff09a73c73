import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('video', {
  zh: {
    title: '视频',
    layout: '画面数',
    tiles: '{{n}} 画面',
    tile: '画面 {{n}}',
    waitsForSource: '等待选择视频源：中心尚未提供视频源',
    waitsForCentre: '等待与中心连接：视频不在本机缓存',
    waitsForStation: '等待本机数据服务',
    page: '第 {{n}} 组',
    group: '视频',
  },
  en: {
    title: 'Video',
    layout: 'Tiles',
    tiles: '{{n}} tiles',
    tile: 'Tile {{n}}',
    waitsForSource: 'Waits for a source: the centre offers none yet',
    waitsForCentre: 'Waits for the centre: video is not kept on this desk',
    waitsForStation: 'Waits for the data service of this desk',
    page: 'Group {{n}}',
    group: 'Video',
  },
});

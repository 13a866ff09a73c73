import { defineTexts } from '../../../i18n/index.ts';

export const componentTexts = defineTexts('mapComponents', {
  zh: {
    title: '部件',
    groups: {
      ...{ '01': '公用设施', '02': '道路交通', '03': '市容环境' },
      ...{ '04': '园林绿化', '05': '其他设施', '21': '本地扩展' },
    },
    closer: '放大到街道后显示',
    many: '这一带有 {{n}} 个，超过 {{most}} 个不显示，请再放大',
    shown: '这一带 {{n}} 个，单击查看档案',
    reading: '正在读取…',
    failed: '部件读取失败，稍后自动重试',
  },
  en: {
    title: 'Components',
    groups: {
      ...{ '01': 'Public utilities', '02': 'Roads and traffic', '03': 'Appearance and environment' },
      ...{ '04': 'Greening', '05': 'Other', '21': 'Local' },
    },
    closer: 'Shown once the map is near the streets',
    many: '{{n}} around here; more than {{most}} are not shown: zoom in',
    shown: '{{n}} around here; a click opens the dossier of one',
    reading: 'Reading…',
    failed: 'The components could not be read; tried again shortly',
  },
});

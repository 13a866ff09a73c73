import { inBoth } from '../../../i18n/index.ts';

/** Of the case on paper. */
export const print = inBoth({
  zh: {
    print: {
      button: '打印案卷（PDF）',
      saved: '已保存到 {{path}}',
      failed: '没有打印成',
      title: '案卷 {{number}}',
      file: '案卷',
      state: '状态',
      urgency: '紧急程度',
      chain: '历史校验',
      at: '时间',
      what: '事项',
      who: '人员',
      said: '内容',
      photo: '照片 {{n}}',
      noPhoto: '照片 {{n}} 现在取不到',
    },
  },
  en: {
    print: {
      button: 'Print the dossier (PDF)',
      saved: 'Saved as {{path}}',
      failed: 'Not printed',
      title: 'Case {{number}}',
      file: 'dossier',
      state: 'State',
      urgency: 'Urgency',
      chain: 'History check',
      at: 'Time',
      what: 'What',
      who: 'Who',
      said: 'Said',
      photo: 'Photo {{n}}',
      noPhoto: 'Photo {{n}} cannot be had now',
    },
  },
});

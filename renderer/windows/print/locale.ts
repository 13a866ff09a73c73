import { defineTexts } from '../../i18n/index.ts';

export const printTexts = defineTexts('print', {
  zh: { printed: '{{at}} 由 {{by}} 打印', planned: '定期报表', mark: '内部资料 注意保密' },
  en: { printed: 'Printed {{at}} by {{by}}', planned: 'plan', mark: 'Internal · confidential' },
});

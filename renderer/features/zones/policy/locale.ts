import { defineTexts } from '../../../i18n/index.ts';

export const texts = defineTexts('coverageAims', {
  zh: {
    minutes: '无人不超过（分钟，0 不要求）',
    least: '至少在内（人，0 不要求）',
    hours: '要求的时段（起止相同为全天）',
    from: '从',
    to: '到',
    hint: '修改后立即对全中心生效。',
    mayNot: '由值班长或管理员修改。',
    save: '保存',
    problems: {
      time: '时间请写成 08:30 的样子',
      range: '分钟为 0–1440，人数为 0–1000 的整数',
      nothing: '没有修改',
    },
  },
  en: {
    minutes: 'Empty for at most (min, 0: no aim)',
    least: 'In it at least (people, 0: no aim)',
    hours: 'At these hours (equal: all day)',
    from: 'From',
    to: 'To',
    hint: 'A change holds for the whole centre at once.',
    mayNot: 'A shift lead or an admin changes these.',
    save: 'Save',
    problems: {
      time: 'Write times as 08:30',
      range: 'Minutes are whole numbers of 0–1440, people of 0–1000',
      nothing: 'Nothing was changed',
    },
  },
});

import { inBoth } from '../../../i18n/index.ts';

/** Of contacts and what else is personal. */
export const personal = inBoth({
  zh: {
    personal: {
      heading: '联系人与个人信息',
      reveal: '查看联系方式',
      why: '为什么查看',
      recorded: '查看人、时间和原因由中心记录，值班长、督办员和管理员可查。',
      detail: '说明',
      reasons: {
        callback: '回访核实情况',
        onSite: '现场处置需联系',
        missing: '补充报案信息',
        outcome: '告知办理结果',
        satisfaction: '满意度回访',
        other: '其他原因',
      },
      linesOnly: '{{n}} 段文字含个人信息，已隐藏',
      needsCentre: '须说明原因，由中心答复；每次查看都有记录。',
      alone: '查看联系方式须由中心答复并记录：现在没有连上中心，恢复后再查看。',
      asked: '已说明原因，正在等待中心答复…',
      textsShown: '标为个人信息的 {{n}} 段文字已在原处显示',
      until: '显示至 {{time}}，还剩 {{left}}',
      maskAgain: '立即隐藏',
      mark: '含个人信息',
      markHint: '加密保存，查看须说明原因',
    },
  },
  en: {
    personal: {
      heading: 'Contact and personal data',
      reveal: 'Reveal contact',
      why: 'Why do you look?',
      recorded: 'The centre records who looked, when and why; shift leads, supervisors and administrators can see it.',
      detail: 'In your words',
      reasons: {
        callback: 'Call back to check',
        onSite: 'Needed on site',
        missing: 'Ask for what is missing',
        outcome: 'Tell the outcome',
        satisfaction: 'Ask how satisfied',
        other: 'Another reason',
      },
      linesOnly: 'Texts with personal data: {{n}}, masked',
      needsCentre: 'Needs a reason and an answer of the centre; every look is recorded.',
      alone: 'The centre answers and records every look: it cannot be reached now. Look when the link is back.',
      asked: 'Asked; waiting for the centre to answer…',
      textsShown: 'Texts marked personal, shown in their places: {{n}}',
      until: 'Shown until {{time}}, {{left}} left',
      maskAgain: 'Mask now',
      mark: 'Contains personal data',
      markHint: 'kept encrypted; looking at it needs a reason',
    },
  },
});

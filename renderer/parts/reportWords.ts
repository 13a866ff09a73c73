import { defineTexts, useTexts } from '../i18n/index.ts';

/** Words that the figures, their reports and what is printed share. */
export const reportWords = defineTexts('reportWords', {
  zh: {
    range: '{{from}} 至 {{to}}',
    groupings: {
      none: '不分组',
      street: '街道',
      community: '社区',
      unit: '单元网格',
      department: '职能部门',
      'category-group': '案件大类',
      category: '案件小类',
    },
    kinds: { day: '日报', week: '周报', month: '月报' },
    codes: {
      ENOSPC: '磁盘已满',
      ENOENT: '文件夹不存在',
      EACCES: '没有写入权限',
      EPERM: '没有写入权限',
      EROFS: '磁盘只读',
      EBUSY: '文件被其他程序占用',
      'signed-out': '无人登录',
      'not-synced': '本机数据尚未同步到时段末',
      timeout: '超时',
      'page-gone': '页面意外退出',
      other: '{{code}}',
    },
  },
  en: {
    range: '{{from}} to {{to}}',
    groupings: {
      none: 'No groups',
      street: 'Street',
      community: 'Community',
      unit: 'Unit grid',
      department: 'Department',
      'category-group': 'Group of types',
      category: 'Type of case',
    },
    kinds: { day: 'Daily report', week: 'Weekly report', month: 'Monthly report' },
    codes: {
      ENOSPC: 'the disk is full',
      ENOENT: 'the folder does not exist',
      EACCES: 'it may not be written to',
      EPERM: 'it may not be written to',
      EROFS: 'the disk is read-only',
      EBUSY: 'another program holds the file',
      'signed-out': 'nobody is signed in',
      'not-synced': 'the data of this desk do not reach the end of the period yet',
      timeout: 'it took too long',
      'page-gone': 'the page ended unexpectedly',
      other: '{{code}}',
    },
  },
});

const KNOWN = Object.keys(reportWords.zh.codes) as (keyof typeof reportWords.zh.codes)[];

/** Why a file could not be written or a page printed, in words. */
export function useFileTrouble(): (code: string) => string {
  const t = useTexts(reportWords);
  return (code) => {
    const known = KNOWN.find((name) => name === code);
    return known ? t(`codes.${known}`) : t('codes.other', { code });
  };
}

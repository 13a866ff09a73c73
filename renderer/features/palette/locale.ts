import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('palette', {
  zh: {
    title: '命令面板',
    placeholder: '搜索案件、网格员、网格、部门，或输入要做的事',
    actions: '操作',
    kinds: { case: '案件', worker: '网格员', grid: '网格', department: '职能部门' },
    nothing: '没有符合的结果',
    searching: '正在搜索',
    hint: '↑↓ 选择 · Enter 打开 · Esc 关闭',
  },
  en: {
    title: 'Palette',
    placeholder: 'Search cases, workers, grids, departments, or what to do',
    actions: 'Actions',
    kinds: { case: 'Cases', worker: 'Workers', grid: 'Grids', department: 'Departments' },
    nothing: 'Nothing matches',
    searching: 'Searching',
    hint: '↑↓ choose · Enter open · Esc close',
  },
});

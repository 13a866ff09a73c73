import { defineTexts } from '../../../i18n/index.ts';

export const departmentTexts = defineTexts('mapDepartments', {
  zh: {
    title: '职能部门',
    none: '没有部门登记了位置（导入部门时可填经纬度）',
    legend: '{{n}} 个部门；数字为其未结案件',
    hint: '单击按部门筛选队列',
    open: '未结案件 {{n}} 件',
    reading: '正在读取…',
    failed: '部门读取失败，稍后自动重试',
  },
  en: {
    title: 'Departments',
    none: 'No department has a place (an import of departments may give longitude and latitude)',
    legend: '{{n}} departments; the figure is their open cases',
    hint: 'A click filters the queue',
    open: '{{n}} open cases',
    reading: 'Reading…',
    failed: 'The departments could not be read; tried again shortly',
  },
});

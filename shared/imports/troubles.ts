/** What can be wrong with a row, in words. The centre's refusal and the desk's list say the same. */
export const IMPORT_TROUBLES = {
  missing: { zh: '缺少内容', en: 'Nothing is given' },
  malformed: { zh: '格式不对', en: 'Not in the form it must have' },
  'not-a-number': { zh: '不是数字', en: 'Not a number' },
  'not-a-time': { zh: '不是日期时间（如 2026-11-27 08:30）', en: 'Not a date and time (such as 2026-11-27 08:30)' },
  'not-a-limit': {
    zh: '不是时限（如 2工作小时、3工作日、24小时）',
    en: 'Not a limit (such as 2 working hours, 3 working days, 24 hours)',
  },
  'not-a-choice': { zh: '不在可选的词语之内', en: 'None of the words that are possible' },
  'outside-district': {
    zh: '位置不在本区附近：坐标系或经纬度顺序可能不对',
    en: 'Not near this district: the coordinate system or the order may be wrong',
  },
  'outside-projection': { zh: '坐标不在所选坐标系的范围内', en: 'Not a coordinate of the chosen system' },
  'bad-shape': { zh: '图形不是闭合的多边形', en: 'The shape is no closed polygon' },
  twice: { zh: '文件内重复', en: 'Twice in the file' },
  'no-grid': { zh: '没有这个网格', en: 'No such grid' },
  'no-parent': { zh: '上级网格不存在', en: 'The grid above it does not exist' },
  'no-department': { zh: '没有这个部门', en: 'No such department' },
  'no-category': { zh: '没有这个类别', en: 'No such category' },
  'no-component': { zh: '没有这个部件', en: 'No such component' },
  'case-there': { zh: '此案件已经导入过', en: 'This case was imported before' },
} as const;
export type ImportTroubleReason = keyof typeof IMPORT_TROUBLES;

/** One thing wrong with one row: of which field, why, and what stood there. */
export interface ImportTrouble {
  field: string;
  reason: ImportTroubleReason;
  value: string;
}

import { normaliseText } from '../domain/search.ts';
import type { ImportKind } from '../protocol/imports.ts';

/** A field that a column of a file may hold: what it is called in files, the first of each language being its usual name. */
export interface ImportField {
  field: string;
  zh: string;
  en: string;
  /** other headings it stands under */
  also: readonly string[];
  required?: true;
}

const f = (field: string, zh: string, en: string, also: readonly string[] = []): ImportField => ({
  field,
  zh,
  en,
  also,
});
const must = (field: string, zh: string, en: string, also: readonly string[] = []): ImportField => ({
  ...f(field, zh, en, also),
  required: true,
});
const LON = must('lon', '经度', 'Longitude', ['lng', 'lon', 'x', 'x坐标', '东坐标', '横坐标', 'jd', 'e']);
const LAT = must('lat', '纬度', 'Latitude', ['lat', 'y', 'y坐标', '北坐标', '纵坐标', 'wd', 'n']);
const GRID = ['网格', '网格代码', '所在网格', '所属网格', '单元网格', 'gridcode', 'grid', 'bgid', '单元网格编码'];
const DEPARTMENT = [
  '部门',
  '部门代码',
  '权属部门',
  '主管部门',
  '处置部门',
  '责任部门',
  'department',
  'owner',
  'deptcode',
];

/** In the order in which they are asked for. `shape` of a grid comes with the file and needs no column. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  case: [
    f('sourceNumber', '来源编号', 'Source number', [
      '工单编号',
      '案件编号',
      '案卷编号',
      '任务号',
      '编号',
      'number',
      'caseno',
    ]),
    must('categoryCode', '类别', 'Category', [
      '类别代码',
      '类别编码',
      '小类',
      '小类代码',
      '问题类型',
      'category code',
      'type',
    ]),
    must('title', '标题', 'Title', ['案件标题', '主题', '问题标题', 'subject']),
    f('text', '描述', 'Description', ['内容', '问题描述', '诉求内容', '详情', 'text', 'content']),
    f('urgency', '紧急程度', 'Urgency', ['紧急', '等级', 'priority']),
    f('reportedAt', '上报时间', 'Reported at', ['时间', '受理时间', '来电时间', '发现时间', 'time', 'date']),
    f('address', '地址', 'Address', ['位置', '位置描述', '事发地址', '地点', 'location']),
    LON,
    LAT,
    f('componentCode', '部件代码', 'Component code', ['部件编码', '部件编号', 'component']),
  ],
  grid: [
    must('code', '网格代码', 'Grid code', [
      '网格编码',
      '编码',
      '代码',
      '单元网格编码',
      'bgid',
      'code',
      'gridcode',
      'id',
    ]),
    must('name', '网格名称', 'Grid name', ['名称', '单元网格名称', 'bgname', 'name']),
  ],
  component: [
    must('code', '部件代码', 'Component code', [
      '部件编码',
      '部件编号',
      '标识码',
      '编码',
      '代码',
      'objid',
      'objcode',
      'code',
      'id',
    ]),
    must('name', '部件名称', 'Component name', ['名称', '部件', 'objname', 'name']),
    must('ownerDepartment', '权属部门', 'Owner department', [...DEPARTMENT, '权属单位', '主管单位', 'deptname']),
    LON,
    LAT,
    f('gridCode', '网格代码', 'Grid code', GRID),
  ],
  department: [
    must('code', '部门代码', 'Department code', ['部门编码', '编码', '代码', 'code', 'id']),
    must('zh', '部门名称', 'Department name', ['名称', '中文名称', '单位名称', 'name']),
    f('en', '英文名称', 'English name', ['英文', 'english']),
    f('lon', LON.zh, LON.en, LON.also),
    f('lat', LAT.zh, LAT.en, LAT.also),
  ],
  worker: [
    must('id', '工号', 'Worker number', ['编号', '网格员编号', '人员编号', '人员编码', 'id', 'code']),
    must('name', '姓名', 'Name', ['网格员', '网格员姓名', '人员姓名']),
    f('role', '岗位', 'Role', ['角色', '职务', '类型']),
    must('teamId', '班组', 'Team', ['队伍', '小组', '班组代码', 'team id', 'teamid']),
    must('gridCode', '网格代码', 'Grid code', GRID),
    f('skills', '技能', 'Skills', ['特长', '专长', '技能标签', 'skill']),
  ],
  category: [
    must('code', '类别代码', 'Category code', ['小类代码', '类别编码', '编码', '代码', 'code']),
    must('zh', '类别名称', 'Category name', ['小类', '小类名称', '名称', 'name']),
    f('en', '英文名称', 'English name', ['英文', 'english']),
    must('groupCode', '大类代码', 'Group code', ['组代码', '大类编码']),
    must('groupZh', '大类名称', 'Group name', ['大类', '组名称', 'group']),
    must('classCode', '门类代码', 'Class code', ['类代码', '分类代码']),
    must('classZh', '门类名称', 'Class name', ['门类', '类', '分类', 'class']),
    must('departmentCode', '处置部门', 'Department', DEPARTMENT),
    f('urgency', '紧急程度', 'Urgency', ['紧急', '等级', 'priority']),
    f('accept', '立案时限', 'Limit to accept', ['受理时限', 'accept']),
    f('dispatch', '派遣时限', 'Limit to dispatch', ['dispatch']),
    f('handle', '处置时限', 'Limit to handle', ['办理时限', '处理时限', 'handle']),
    f('verify', '核查时限', 'Limit to verify', ['verify']),
    f('synonyms', '同义词', 'Synonyms', ['别名', '关键词', 'keywords']),
    f('pinyin', '拼音首字母', 'Pinyin initials', ['拼音', 'pinyin']),
    f('catalogueVersion', '目录版本', 'Catalogue version', ['版本', 'version']),
  ],
};

/** Headings alike but for width, case, spaces, marks and what stands in brackets. */
function plain(heading: string): string {
  return normaliseText(heading.replace(/[（(【[].*$/u, '')).replace(/[\s_*:：.-]/gu, '');
}

/**
 * Which field each column holds, by its heading; null for a column that says nothing known. Of two columns that may hold a field the
 * one with its usual name is taken, then the first.
 */
export function proposedMapping(kind: ImportKind, headings: readonly string[]): (string | null)[] {
  const columns = headings.map(plain);
  const mapping: (string | null)[] = headings.map(() => null);
  const ranks = [({ zh, en, field }: ImportField) => [zh, en, field], ({ also }: ImportField) => also];
  for (const namesOf of ranks) {
    for (const field of IMPORT_COLUMNS[kind]) {
      if (mapping.includes(field.field)) continue;
      const names = namesOf(field).map(plain);
      const at = columns.findIndex((column, n) => mapping[n] === null && names.includes(column));
      if (at >= 0) mapping[at] = field.field;
    }
  }
  return mapping;
}

/** Fields that no column holds though every row must have them. `placed`: the file itself tells where things are. */
export function missingFields(kind: ImportKind, mapping: readonly (string | null)[], placed: boolean): string[] {
  return IMPORT_COLUMNS[kind]
    .filter(({ field, required }) => required && !mapping.includes(field) && !(placed && PLACED.includes(field)))
    .map(({ field }) => field);
}
const PLACED: readonly string[] = ['lon', 'lat'];

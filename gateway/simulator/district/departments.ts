import type { ComponentKind, Department } from '#shared/district/files.ts';
import type { Poi, PoiKind } from './types.ts';

/** Who acts in the demo district. Codes are those the case catalogue names. */
const DEPARTMENTS: Department[] = [
  { code: 'urban-management', zh: '城市管理局', en: 'Urban Management Bureau' },
  { code: 'enforcement', zh: '综合行政执法队', en: 'Integrated Enforcement Team' },
  { code: 'sanitation', zh: '环境卫生管理所', en: 'Environmental Sanitation Office' },
  { code: 'greening', zh: '园林绿化中心', en: 'Parks and Greening Centre' },
  { code: 'municipal-works', zh: '市政设施养护所', en: 'Municipal Works Maintenance' },
  { code: 'drainage', zh: '排水管理中心', en: 'Drainage Management Centre' },
  { code: 'water-affairs', zh: '水务局', en: 'Water Affairs Bureau' },
  { code: 'water-supply', zh: '自来水公司', en: 'Water Supply Company' },
  { code: 'gas-company', zh: '燃气公司', en: 'Gas Company' },
  { code: 'power-supply', zh: '供电公司', en: 'Power Supply Company' },
  { code: 'heating', zh: '热力公司', en: 'District Heating Company' },
  { code: 'telecom', zh: '通信管线联合办公室', en: 'Joint Telecom Lines Office' },
  { code: 'street-lighting', zh: '路灯管理所', en: 'Street Lighting Office' },
  { code: 'traffic-police', zh: '公安交警支队', en: 'Traffic Police' },
  { code: 'police', zh: '公安派出所', en: 'Police Station' },
  { code: 'fire-rescue', zh: '消防救援站', en: 'Fire and Rescue Station' },
  { code: 'emergency', zh: '应急管理局', en: 'Emergency Management Bureau' },
  { code: 'market', zh: '市场监督管理所', en: 'Market Supervision Office' },
  { code: 'housing', zh: '房屋管理局', en: 'Housing Administration' },
  { code: 'construction', zh: '住房和建设委员会', en: 'Construction Commission' },
  { code: 'ecology', zh: '生态环境局', en: 'Ecology and Environment Bureau' },
  { code: 'transport', zh: '交通运输局', en: 'Transport Bureau' },
  { code: 'health', zh: '卫生健康委员会', en: 'Health Commission' },
  { code: 'education', zh: '教育局', en: 'Education Bureau' },
  { code: 'culture-tourism', zh: '文化和旅游局', en: 'Culture and Tourism Bureau' },
  { code: 'civil-affairs', zh: '民政局', en: 'Civil Affairs Bureau' },
  { code: 'human-resources', zh: '人力资源和社会保障局', en: 'Human Resources and Social Security Bureau' },
  { code: 'justice', zh: '司法所', en: 'Judicial Office' },
  { code: 'planning', zh: '规划和自然资源局', en: 'Planning and Natural Resources Bureau' },
  { code: 'women-children', zh: '妇女联合会', en: "Women's Federation" },
  { code: 'property-office', zh: '物业管理办公室', en: 'Property Management Office' },
  { code: 'community-committee', zh: '社区居民委员会', en: 'Community Residents Committee' },
];

/** Departments that have buildings of their own on the map; the others sit in the centres of communities. */
const SEATS: Readonly<Record<string, PoiKind>> = {
  police: 'police',
  'fire-rescue': 'fire-station',
  health: 'hospital',
  education: 'school',
  market: 'market',
};

/** The departments with where they sit, spread over the district; a small one may lack a building for one of them. */
export function seatedDepartments(pois: readonly Poi[]): Department[] {
  return DEPARTMENTS.map((department, n) => {
    const kind = SEATS[department.code] ?? 'community-centre';
    const buildings = pois.filter((poi) => poi.kind === kind);
    const seat = buildings[Math.floor((n * buildings.length) / DEPARTMENTS.length)];
    return seat ? { ...department, lon: seat.at[0], lat: seat.at[1] } : department;
  });
}

/** How a kind of component stands: `every` metres along a class of street, or `perGrid` in each unit grid. */
export interface ComponentRule extends ComponentKind {
  perGrid: number;
  on: 'main' | 'secondary' | 'any';
}

/** Kinds of components: 2 digits group (01 utilities, 02 roads, 03 appearance, 04 greening, 05 other) + 2 digits kind. */
export const COMPONENT_RULES: ComponentRule[] = [
  {
    code: '0101',
    zh: '上水井盖',
    en: 'Water supply manhole cover',
    departmentCode: 'water-supply',
    perGrid: 0.5,
    on: 'any',
  },
  { code: '0102', zh: '污水井盖', en: 'Sewer manhole cover', departmentCode: 'drainage', perGrid: 0.7, on: 'any' },
  { code: '0103', zh: '雨水箅子', en: 'Storm drain grate', departmentCode: 'drainage', perGrid: 0.6, on: 'any' },
  { code: '0104', zh: '电力井盖', en: 'Power manhole cover', departmentCode: 'power-supply', perGrid: 0.3, on: 'any' },
  { code: '0105', zh: '通信井盖', en: 'Telecom manhole cover', departmentCode: 'telecom', perGrid: 0.3, on: 'any' },
  { code: '0106', zh: '燃气井盖', en: 'Gas manhole cover', departmentCode: 'gas-company', perGrid: 0.2, on: 'any' },
  { code: '0107', zh: '路灯', en: 'Street lamp', departmentCode: 'street-lighting', perGrid: 1.2, on: 'any' },
  { code: '0108', zh: '消防栓', en: 'Fire hydrant', departmentCode: 'fire-rescue', perGrid: 0.5, on: 'any' },
  { code: '0109', zh: '通信交接箱', en: 'Telecom cabinet', departmentCode: 'telecom', perGrid: 0.12, on: 'any' },
  { code: '0110', zh: '变压器（箱）', en: 'Transformer', departmentCode: 'power-supply', perGrid: 0.12, on: 'any' },
  { code: '0201', zh: '公交站亭', en: 'Bus shelter', departmentCode: 'transport', perGrid: 0.15, on: 'secondary' },
  { code: '0202', zh: '交通信号灯', en: 'Traffic light', departmentCode: 'traffic-police', perGrid: 0.15, on: 'main' },
  { code: '0203', zh: '交通标志牌', en: 'Traffic sign', departmentCode: 'traffic-police', perGrid: 0.25, on: 'any' },
  {
    code: '0204',
    zh: '道路隔离栏',
    en: 'Road barrier',
    departmentCode: 'municipal-works',
    perGrid: 0.15,
    on: 'secondary',
  },
  { code: '0205', zh: '停车泊位', en: 'Parking bay', departmentCode: 'traffic-police', perGrid: 0.2, on: 'any' },
  { code: '0301', zh: '公共厕所', en: 'Public toilet', departmentCode: 'sanitation', perGrid: 0.06, on: 'any' },
  { code: '0302', zh: '垃圾箱', en: 'Litter bin', departmentCode: 'sanitation', perGrid: 0.5, on: 'any' },
  {
    code: '0303',
    zh: '垃圾分类投放点',
    en: 'Waste sorting point',
    departmentCode: 'sanitation',
    perGrid: 0.25,
    on: 'any',
  },
  {
    code: '0304',
    zh: '广告牌匾',
    en: 'Advertising board',
    departmentCode: 'urban-management',
    perGrid: 0.15,
    on: 'secondary',
  },
  { code: '0401', zh: '行道树', en: 'Street tree', departmentCode: 'greening', perGrid: 1.4, on: 'any' },
  { code: '0402', zh: '绿地护栏', en: 'Green space railing', departmentCode: 'greening', perGrid: 0.12, on: 'any' },
  { code: '0403', zh: '城市雕塑', en: 'Sculpture', departmentCode: 'greening', perGrid: 0.02, on: 'any' },
  { code: '0501', zh: '公共健身设施', en: 'Outdoor gym', departmentCode: 'civil-affairs', perGrid: 0.1, on: 'any' },
  { code: '0502', zh: '监控电子眼', en: 'Surveillance camera', departmentCode: 'police', perGrid: 0.3, on: 'any' },
  {
    code: '2101',
    zh: '非机动车充电桩',
    en: 'E-bike charging post',
    departmentCode: 'power-supply',
    perGrid: 0.15,
    on: 'any',
  },
];

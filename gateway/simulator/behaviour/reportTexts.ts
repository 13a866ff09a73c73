import type { SceneKind } from '../picture/scene.ts';
import type { Random } from './random.ts';
import type { CatalogueEntry } from './world.ts';

/** Where at an address the problem is, as a worker would say it. */
const SPOTS = ['门前', '路口', '旁', '对面', '附近', '人行道上', '北侧', '南侧', '公交站旁'];

/** What a worker writes of such a problem; `{}` stands for the name of the case type. */
const SENTENCES: Record<SceneKind, readonly string[]> = {
  manhole: ['巡查发现{}，行人和非机动车通行有危险，已放置警示锥。', '{}，车辆碾压有异响，请尽快处置。'],
  lamp: ['{}，夜间照明受影响，周边居民多次反映。', '巡查发现{}，线路外露，请派专业人员检修。'],
  tree: ['{}，影响行人通行，请安排清理。', '巡查发现{}，有倾倒风险，已提醒行人绕行。'],
  rubbish: ['{}，有异味，影响环境卫生。', '巡查发现{}，约两立方米，请安排清运。', '{}，已联系物业，未及时清理。'],
  vehicle: ['{}，占用人行道，行人需绕行机动车道。', '巡查发现{}，经劝导未离开。', '{}，堵塞消防通道，请协调处置。'],
  water: ['{}，路面积水约十厘米，影响通行。', '巡查发现{}，水势未减，请尽快派人处置。'],
  fire: ['{}，存在安全隐患，已疏散围观人员。', '巡查发现{}，现场有刺鼻气味，请立即派人核实。'],
  building: ['{}，墙体有脱落风险，已拉警戒线。', '巡查发现{}，现场无围挡，请责任单位整改。'],
  sign: ['{}，遮挡视线，影响市容。', '巡查发现{}，固定件松动，大风天有坠落危险。'],
  stall: ['{}，占用人行道约三米，经劝导未收摊。', '巡查发现{}，油烟扰民，附近居民反映强烈。'],
  people: ['{}，双方情绪激动，已到场劝解。', '走访中了解到{}，建议社区介入调解。', '{}，居民多次反映，请协调处理。'],
};

/** Words of a case type's name that tell what its photo shows; the first that fits decides. */
const SIGNS: readonly (readonly [RegExp, SceneKind])[] = [
  [/井盖|箅子|路面|道砖|盲道|桥梁/, 'manhole'],
  [/灯|电线|配电|停电|接电|线缆|线路|通信|监控/, 'lamp'],
  [/火|烟|消防|燃气|煤气|爆|充电|危化|异味/, 'fire'],
  [/水|漏|涝|管道|污水|河/, 'water'],
  [/树|绿|花|草|枝/, 'tree'],
  [/垃圾|卫生|渣土|堆|污|不洁|脏|餐厨/, 'rubbish'],
  [/车|停放|交通|驾驶/, 'vehicle'],
  [/广告|招牌|标识|标志|张贴|横幅|牌/, 'sign'],
  [/摊|经营|占道|市场|食品|商/, 'stall'],
  [/房|建筑|施工|工地|围挡|墙|装修|电梯|作业|安全隐患/, 'building'],
];

/** What a photo of this case type shows. A dispute between people shows people, whatever it is about. */
export function sceneOf(classZh: string, groupZh: string, typeZh: string): SceneKind {
  if (classZh.includes('纠纷')) return 'people';
  for (const text of [typeZh, groupZh]) {
    for (const [words, scene] of SIGNS) if (words.test(text)) return scene;
  }
  return 'people';
}

/** Title and text of a report. */
export function describeProblem(
  entry: CatalogueEntry,
  address: string,
  random: Random,
): { title: string; text: string } {
  const { zh } = entry.type;
  const place = address === '' ? '' : `${address}${random.pick(SPOTS)}`;
  const sentence = random.pick(SENTENCES[entry.scene]).replace('{}', zh);
  return { title: `${place}${zh}`, text: `${place}${sentence}（${entry.groupZh}）` };
}

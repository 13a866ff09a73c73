import type { Bilingual } from '#shared/district/files.ts';
import type { Random } from './random.ts';

/** Characters of place names with their reading. */
const FIRST =
  '永yong安an和he福fu兴xing文wen明ming光guang华hua新xin平ping宁ning康kang泰tai瑞rui祥xiang云yun锦jin春chun秋qiu桂gui梅mei兰lan竹zhu松song柏bai清qing静jing景jing学xue书shu翠cui金jin玉yu凤feng龙long鹤he虹hong晨chen曦xi星xing月yue广guang嘉jia德de仁ren义yi信xin长chang宏hong';
const SECOND =
  '宁ning康kang泰tai和he安an园yuan桥qiao塘tang河he湾wan溪xi亭ting台tai山shan林lin田tian苑yuan庭ting阳yang辉hui丰feng昌chang盛sheng源yuan泉quan浦pu港gang洲zhou门men井jing坊fang楼lou峰feng江jiang湖hu岸an乐le顺shun成cheng达da隆long裕yu';
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤欧阳';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文建国志海玉兰红梅春林波辉斌鹏飞宇浩婷雪慧颖佳欣怡晨阳博俊凯瑞琳洁雯倩薇思远子涵嘉诚晓东立新庆祥永福德胜利民永康学良家豪天成立群振宁少华一鸣若兰清越';

interface Syllable {
  zh: string;
  en: string;
}

function syllables(table: string): Syllable[] {
  return [...table.matchAll(/(\p{Script=Han})([a-z]+)/gu)].map((match) => ({ zh: match[1] ?? '', en: match[2] ?? '' }));
}

/** Gives two-character place names, each at most once; when all are given it goes on with three characters. */
export function createPlaceNames(random: Random): () => Bilingual {
  const first = syllables(FIRST);
  const second = syllables(SECOND);
  const pairs = random.shuffle(
    first.flatMap((a) =>
      second.filter((b) => b.zh !== a.zh).map((b): Bilingual => ({ zh: a.zh + b.zh, en: a.en + b.en })),
    ),
  );
  let given = 0;
  return () => {
    const pair = pairs[given % pairs.length] ?? { zh: '永安', en: 'yongan' };
    const round = Math.floor(given / pairs.length);
    given++;
    const more = round === 0 ? { zh: '', en: '' } : (first[(round - 1) % first.length] ?? { zh: '', en: '' });
    const en = more.en + pair.en;
    return { zh: more.zh + pair.zh, en: en.charAt(0).toUpperCase() + en.slice(1) };
  };
}

/** A person's name of two or three characters (a few double surnames). */
export function personName(random: Random): string {
  const surnames = [...SURNAMES].slice(0, -2);
  const surname = random.chance(0.006)
    ? '欧阳'
    : (surnames[Math.floor(surnames.length * random.next() ** 1.7)] ?? '王');
  const given = [...GIVEN];
  return surname + random.pick(given) + (random.chance(0.72) ? random.pick(given) : '');
}

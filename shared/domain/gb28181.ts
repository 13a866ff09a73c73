/**
 * Ids of video sources after GB/T 28181-2016, annex D.1: 20 digits, which say under which centre, in what trade, of what kind
 * and in which network a device stands.
 */

/** 8 centre + 2 industry + 3 type + 1 network + 6 serial digits. */
export interface Gb28181Id {
  /** province, city, district and basic unit, two digits each */
  centre: string;
  industry: string;
  type: string;
  network: string;
  serial: string;
}

interface Words {
  zh: string;
  en: string;
}

/** Digits 9–10, as far as the standard names them. */
const INDUSTRIES: Readonly<Record<string, Words>> = {
  '00': { zh: '社会治安路面接入', en: 'Public security: streets' },
  '01': { zh: '社会治安社区接入', en: 'Public security: communities' },
  '02': { zh: '社会治安内部接入', en: 'Public security: premises' },
  '03': { zh: '社会治安其他接入', en: 'Public security: other' },
  '04': { zh: '交通路面接入', en: 'Traffic: streets' },
  '05': { zh: '交通卡口接入', en: 'Traffic: checkpoints' },
  '06': { zh: '交通内部接入', en: 'Traffic: premises' },
  '07': { zh: '交通其他接入', en: 'Traffic: other' },
  '08': { zh: '城市管理接入', en: 'City management' },
  '09': { zh: '卫生环保接入', en: 'Health and environment' },
  '10': { zh: '商检海关接入', en: 'Inspection and customs' },
  '11': { zh: '教育部门接入', en: 'Education' },
  '12': { zh: '民航接入', en: 'Aviation' },
  '13': { zh: '铁路接入', en: 'Railways' },
  '14': { zh: '航运接入', en: 'Shipping' },
  '40': { zh: '农、林、牧、渔业接入', en: 'Farming, forestry and fishery' },
  '41': { zh: '采矿业接入', en: 'Mining' },
  '42': { zh: '制造业接入', en: 'Manufacturing' },
  '43': { zh: '冶金业接入', en: 'Metallurgy' },
  '44': { zh: '电力业接入', en: 'Electricity' },
  '45': { zh: '燃气业接入', en: 'Gas' },
  '46': { zh: '建筑业接入', en: 'Construction' },
  '47': { zh: '物流业接入', en: 'Logistics' },
  '48': { zh: '邮政业接入', en: 'Post' },
  '49': { zh: '信息业接入', en: 'Information' },
  '50': { zh: '住宿和餐饮业接入', en: 'Hotels and catering' },
  '51': { zh: '金融业接入', en: 'Finance' },
  '52': { zh: '房地产业接入', en: 'Real estate' },
  '53': { zh: '商务服务业接入', en: 'Business services' },
  '54': { zh: '水利业接入', en: 'Water' },
  '55': { zh: '娱乐业接入', en: 'Entertainment' },
};

/** Digits 11–13 of devices that a street meets. */
const TYPES: Readonly<Record<string, Words>> = {
  '111': { zh: 'DVR', en: 'DVR' },
  '112': { zh: '视频服务器', en: 'Video server' },
  '113': { zh: '编码器', en: 'Encoder' },
  '114': { zh: '解码器', en: 'Decoder' },
  '115': { zh: '视频切换矩阵', en: 'Video matrix' },
  '116': { zh: '音频切换矩阵', en: 'Audio matrix' },
  '117': { zh: '报警控制器', en: 'Alarm controller' },
  '118': { zh: '网络视频录像机（NVR）', en: 'NVR' },
  '131': { zh: '摄像机', en: 'Camera' },
  '132': { zh: '网络摄像机（IPC）', en: 'Network camera' },
  '133': { zh: '显示器', en: 'Display' },
  '134': { zh: '报警输入设备', en: 'Alarm input' },
  '135': { zh: '报警输出设备', en: 'Alarm output' },
  '136': { zh: '语音输入设备', en: 'Voice input' },
  '137': { zh: '语音输出设备', en: 'Voice output' },
  '138': { zh: '移动传输设备', en: 'Mobile device' },
  '139': { zh: '其他外围设备', en: 'Other peripheral' },
};

/** Digit 14: 0–4 are the private networks of surveillance and alarm. */
const NETWORKS: Readonly<Record<string, Words>> = {
  '5': { zh: '公安信息网', en: 'Police network' },
  '6': { zh: '政务网', en: 'Government network' },
  '7': { zh: '互联网', en: 'Internet' },
  '8': { zh: '社会资源接入网', en: 'Network of third parties' },
  '9': { zh: '预留', en: 'Reserved' },
};
const PRIVATE: Words = { zh: '监控报警专网', en: 'Private surveillance network' };

/** Splits a video source's id; null for anything that is none, also when its serial is 0. */
export function parseGb28181Id(id: string): Gb28181Id | null {
  if (!/^\d{20}$/.test(id)) return null;
  const serial = id.slice(14);
  if (Number(serial) === 0) return null;
  return {
    centre: id.slice(0, 8),
    industry: id.slice(8, 10),
    type: id.slice(10, 13),
    network: id.slice(13, 14),
    serial,
  };
}

/** Joins the parts again; throws RangeError when they make no id. */
export function formatGb28181Id({ centre, industry, type, network, serial }: Gb28181Id): string {
  const id = `${centre}${industry}${type}${network}${serial}`;
  const lengths = [centre, industry, type, network, serial].map(({ length }) => length);
  if (lengths.join() !== '8,2,3,1,6' || !parseGb28181Id(id)) throw new RangeError('not the parts of a video source id');
  return id;
}

/** What an id says in words; null where the standard has none for a part. */
export function gb28181Words({
  industry,
  type,
  network,
}: Gb28181Id): Record<'industry' | 'type' | 'network', Words | null> {
  return {
    industry: INDUSTRIES[industry] ?? null,
    type: TYPES[type] ?? null,
    network: NETWORKS[network] ?? PRIVATE,
  };
}

import { describe, expect, it } from 'vitest';
import { translate } from '../../i18n/index.ts';
import { statusForTest } from '../../station/testStation.ts';
import { linkWords, reasonWords } from './linkState.ts';
import { texts } from './locale.ts';

const t: Parameters<typeof linkWords>[3] = (key, values) => translate(texts, key, values);
const now = new Date(2026, 10, 23, 14, 5, 9).getTime();

describe('linkWords', () => {
  it('speaks of the station of this machine first', () => {
    expect(linkWords('starting', undefined, now, t)).toEqual({ look: 'busy', text: '正在启动本机数据服务', age: null });
    expect(linkWords('silent', undefined, now, t)).toMatchObject({ look: 'busy', text: '正在启动本机数据服务' });
    expect(linkWords('silent', statusForTest({ dataAsOf: now }), now, t)).toEqual({
      look: 'bad',
      text: '本机数据服务没有回应',
      age: '数据截至 14:05:09',
    });
  });

  it('shows no age while online and live, and since when the desk is alone', () => {
    expect(linkWords('ready', statusForTest(), now, t)).toEqual({ look: 'good', text: '在线', age: null });
    const alone = statusForTest({
      link: { state: 'alone', since: now - 60_000, reason: null, attempt: 2 },
      dataAsOf: now - 61_000,
    });
    expect(linkWords('ready', alone, now, t)).toEqual({
      look: 'alone',
      text: '独立工作 自 14:04',
      age: '数据截至 14:04:08',
    });
  });

  it('[ST352] says that changes are still to come from the moment of joining, before the first of them', () => {
    for (const state of ['idle', 'catching-up'] as const) {
      const joined = statusForTest({ sync: { state, entity: null, rows: 0, total: null } });
      expect(linkWords('ready', joined, now, t)).toEqual({ look: 'good', text: '在线', age: '正在补齐变更' });
    }
  });

  it('says what is being loaded, and that there is no data yet', () => {
    const first = statusForTest({
      sync: { state: 'snapshot', entity: 'case', total: null, rows: 1200 },
      dataAsOf: null,
    });
    expect(linkWords('ready', first, now, t).age).toBe('正在下载案件 1,200 行');
    const again = statusForTest({ sync: { state: 'snapshot', entity: 'case', total: 1_000_000, rows: 123_456 } });
    expect(linkWords('ready', again, now, t).age).toBe('正在下载案件 123,456 / 1,000,000 行（12%） · 原有数据仍可使用');
    const unknown = statusForTest({
      sync: { state: 'snapshot', entity: 'tide', total: null, rows: 5 },
      dataAsOf: null,
    });
    expect(linkWords('ready', unknown, now, t).age).toBe('正在下载 5 行');
    const off = statusForTest({ link: { state: 'off', since: now, reason: null, attempt: 0 }, dataAsOf: null });
    expect(linkWords('ready', off, now, t)).toMatchObject({ text: '登录后连接中心', age: '尚无数据' });
    const nowhere = { ...off, centre: { ...off.centre, gateway: '' } };
    expect(linkWords('ready', nowhere, now, t)).toMatchObject({ text: '未设置中心', age: '尚无数据' });
  });

  it('says beside the state what the operator must do something about', () => {
    const link = { since: now - 60_000, attempt: 2 };
    const refused = statusForTest({ link: { ...link, state: 'refused', reason: 'wrong-protocol' } });
    expect(linkWords('ready', refused, now, t).text).toBe('中心拒绝连接 · 本机与中心的版本不匹配，请升级');
    const nonsense = statusForTest({ link: { ...link, state: 'alone', reason: 'nonsense' } });
    expect(linkWords('ready', nonsense, now, t).text).toBe('独立工作 自 14:04 · 中心的数据无法理解');
    const away = statusForTest({ link: { ...link, state: 'alone', reason: 'unreachable' } });
    expect(linkWords('ready', away, now, t).text).toBe('独立工作 自 14:04');
  });

  it('words the reasons it knows and shows the others as they came', () => {
    expect(reasonWords('unreachable', t)).toBe('连不上中心');
    expect(reasonWords('centre-too-old', t)).toContain('请联系管理员升级中心');
    expect(reasonWords('console-too-old', t)).toContain('请升级本软件');
    expect(reasonWords('transport close', t)).toBe('transport close');
  });
});

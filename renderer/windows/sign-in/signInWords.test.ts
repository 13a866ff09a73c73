import { expect, it } from 'vitest';
import { translate } from '../../i18n/index.ts';
import { texts } from './locale.ts';
import { signInWords } from './signInWords.ts';

const t: Parameters<typeof signInWords>[1] = (key, values) => translate(texts, key, values);
const refused = (code: string) => signInWords({ code, reason: code, message: '' }, t);

it('says in words why nobody was let in', () => {
  expect(refused('unauthorized')).toBe('用户名或密码不正确');
  expect(refused('unavailable')).toContain('离线登录');
  expect(signInWords({ code: 'unavailable', reason: 'offline-expired', message: '' }, t)).toContain('已过期');
  expect(refused('rate-limited')).toContain('锁定');
  expect(refused('forbidden')).toContain('不能在本中心使用');
  expect(refused('conflict')).toContain('没有登录成功');
});

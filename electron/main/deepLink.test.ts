import { describe, expect, it } from 'vitest';
import { linkIn, readDeepLink } from './deepLink.ts';

describe('a link from outside', () => {
  it('names a case by its id or its number', () => {
    const id = '0197a2f0-0000-7000-8000-000000000001';
    expect(readDeepLink(`street-console://case/${id}`)).toEqual({ kind: 'case', key: id });
    expect(readDeepLink('street-console://case/9901010012026112700001/')).toMatchObject({
      key: '9901010012026112700001',
    });
    expect(readDeepLink(`street-console://case/${encodeURIComponent('街办〔2026〕7号')}`)).toMatchObject({
      key: '街办〔2026〕7号',
    });
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'case/1',
      'https://case/1',
      'street-console://case/',
      'street-console://case/1/2',
      'street-console://worker/1',
      'street-console://a@case/1',
      'street-console://case/1?run=1',
      'street-console://case/%E0%A4',
      `street-console://case/${'9'.repeat(101)}`,
    ])
      expect([text, readDeepLink(text)]).toEqual([text, null]);
  });

  it('is found among the words of a command line', () => {
    expect(linkIn(['/app', '--gateway', 'http://127.0.0.1:8700', 'street-console://case/7'])).toMatchObject({
      key: '7',
    });
    expect(linkIn(['/app', '--lang', 'en'])).toBeNull();
  });
});

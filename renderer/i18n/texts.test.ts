// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { common, opKey } from './common.ts';
import { refusalWords } from './refusals.ts';
import { setLanguage, type Texts, translate, type Words } from './texts.ts';

const files = import.meta.glob<Record<string, unknown>>('../**/locale.ts', { eager: true });

function isTexts(value: unknown): value is Texts<Words> {
  return typeof value === 'object' && value !== null && 'namespace' in value && 'zh' in value && 'en' in value;
}
function flatten(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  );
}
function places(text: string): string[] {
  return [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '').sort();
}

const all: [string, Texts<Words>][] = [
  ['common', common],
  ...Object.entries(files).flatMap(([file, module]) =>
    Object.values(module)
      .filter(isTexts)
      .map((texts): [string, Texts<Words>] => [file, texts]),
  ),
];

afterEach(() => setLanguage('zh-CN'));

describe('both languages', () => {
  it('finds the features’ words', () => {
    expect(all.length).toBeGreaterThan(8);
    expect(new Set(all.map(([, texts]) => texts.namespace)).size).toBe(all.length);
  });

  it.each(all)('%s: same keys, same values, nothing empty', (_file, { zh, en }) => {
    const chinese = flatten(zh);
    const english = new Map(flatten(en));
    expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort());
    for (const [key, text] of chinese) {
      expect(text.trim(), key).not.toBe('');
      expect(english.get(key)?.trim(), key).not.toBe('');
      expect(places(english.get(key) ?? ''), key).toEqual(places(text));
    }
  });
});

describe('translate', () => {
  it('changes the language at once', () => {
    expect(translate(common, 'actions.accept')).toBe('立案');
    setLanguage('en');
    expect(translate(common, 'actions.accept')).toBe('Accept');
    expect(document.documentElement.lang).toBe('en');
  });

  it('names an op by its action', () => {
    expect(translate(common, opKey('case.dispatch'))).toBe('派遣');
    expect(translate(common, opKey('command.issue'))).toBe('下达指令');
  });

  it('says a refusal by the domain’s reason, else by the code, never nothing', () => {
    expect(refusalWords({ code: 'forbidden', reason: 'handled-it', message: '' })).toContain('不能由您核查');
    expect(refusalWords({ code: 'forbidden', reason: null, message: 'reason-required' })).toBe('请填写原因');
    expect(refusalWords({ code: 'rate-limited', reason: '', message: '' })).toBe('操作过于频繁，请稍后再试');
    expect(refusalWords({ code: 'new-code', reason: 'why', message: '' })).toBe('没有成功 (why)');
  });
});

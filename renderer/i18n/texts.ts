import i18next, { type i18n } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Words of a feature: a tree of strings, `{{name}}` for values. */
export interface Words {
  readonly [key: string]: string | Words;
}
/** English must have exactly the keys of the Chinese words. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
/** Every path to a string: `'actions.accept'`. */
export type WordKey<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${WordKey<T[K]>}`;
}[keyof T & string];

export interface Texts<T> {
  namespace: string;
  zh: T;
  en: SameKeys<T>;
}

const i18nInstance: i18n = i18next.createInstance();
void i18nInstance.init({
  lng: 'zh-CN',
  fallbackLng: false,
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

/** Registers the words of one feature (its `locale.ts`) under a namespace of its own. */
export function defineTexts<const T extends Words>(
  namespace: string,
  words: { zh: T; en: SameKeys<NoInfer<T>> },
): Texts<T> {
  i18nInstance.addResourceBundle('zh-CN', namespace, words.zh, true, true);
  i18nInstance.addResourceBundle('en', namespace, words.en, true, true);
  return { namespace, zh: words.zh, en: words.en };
}

/** Words that `defineTexts` puts together with others: the same keys in both languages. */
export function inBoth<const T extends Words>(words: { zh: T; en: SameKeys<NoInfer<T>> }): typeof words {
  return words;
}

/** Values put into a text's `{{name}}` places. */
export type TextValues = Record<string, string | number>;
export type Translate<T> = (key: WordKey<T>, values?: TextValues) => string;

/**
 * The feature's words in the operator's language; renders again when the language changes. An earlier one that was kept says them in
 * the language of now too.
 */
export function useTexts<T>(texts: Texts<T>): Translate<T> {
  const { i18n } = useTranslation(texts.namespace, { i18n: i18nInstance, useSuspense: false });
  return useMemo(() => {
    void i18n.language;
    return (key, values) => translate(texts, key, values);
  }, [texts, i18n.language]);
}

/** The same outside React: for notifications and formatters. */
export function translate<T>(texts: Texts<T>, key: WordKey<T>, values: TextValues = {}): string {
  return i18nInstance.t(key as string, { ns: texts.namespace, ...values });
}

/** Changes the language of the page at once. */
export function setLanguage(language: Language): void {
  void i18nInstance.changeLanguage(language);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return i18nInstance.language === 'en' ? 'en' : 'zh-CN';
}

/** The operator's language, for names that come as data in both (`zh`, `en`). */
export function useLanguage(): Language {
  const { i18n } = useTranslation(undefined, { i18n: i18nInstance, useSuspense: false });
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

/** The name of a category, department … in the operator's language. */
export function nameIn(language: Language, names: { zh: string; en: string }): string {
  return language === 'en' ? names.en || names.zh : names.zh || names.en;
}

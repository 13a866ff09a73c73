import { useMemo } from 'react';
import { nameIn, useLanguage } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import type { Choice } from '../../ui/index.ts';

/** Classes, groups and types, each behind what it belongs to; found by either language and by pinyin. */
export function useCategoryChoices(): Choice[] {
  const language = useLanguage();
  const categories = useFeed('category.list', {}).data;
  return useMemo(() => {
    const choices = new Map<string, Choice>();
    const add = (code: string, names: { zh: string; en: string }, note: string, words = '') => {
      if (choices.has(code)) return;
      choices.set(code, {
        value: code,
        label: nameIn(language, names),
        note,
        words: `${names.zh} ${names.en} ${words}`,
      });
    };
    for (const type of [...(categories ?? [])].sort((a, b) => a.code.localeCompare(b.code))) {
      const group = { zh: type.groupZh, en: type.groupEn };
      add(type.classCode, { zh: type.classZh, en: type.classEn }, type.classCode);
      add(type.groupCode, group, type.groupCode);
      add(type.code, type, nameIn(language, group), `${type.pinyin} ${type.synonyms.join(' ')}`);
    }
    return [...choices.values()];
  }, [categories, language]);
}

export function useDepartmentChoices(): Choice[] {
  const language = useLanguage();
  const departments = useFeed('department.list', {}).data;
  return useMemo(
    () =>
      (departments ?? []).map(({ code, zh, en }) => ({
        value: code,
        label: nameIn(language, { zh, en }),
        words: `${zh} ${en}`,
      })),
    [departments, language],
  );
}

const STREET_DIGITS = 9;
const COMMUNITY_DIGITS = 12;

/** Streets; beneath the chosen one its communities, beneath a chosen community its grids. */
export function useAreaChoices(chosen: string | undefined): Choice[] {
  const code = chosen ?? '';
  const [street, community] = [code.slice(0, STREET_DIGITS), code.slice(0, COMMUNITY_DIGITS)];
  const streets = useFeed('grid.list', { tier: 'street' }).data;
  const communities = useFeed(
    'grid.list',
    { tier: 'community', parent: street },
    { enabled: code.length >= STREET_DIGITS },
  ).data;
  const units = useFeed(
    'grid.list',
    { tier: 'unit', parent: community },
    { enabled: code.length >= COMMUNITY_DIGITS },
  ).data;
  return useMemo(() => {
    const within = (parent: string, length: number) => code.length >= length && parent.length === length;
    const shown = [
      ...(streets ?? []),
      ...(within(street, STREET_DIGITS) ? (communities ?? []) : []),
      ...(within(community, COMMUNITY_DIGITS) ? (units ?? []) : []),
    ].filter((grid) => grid.tier === 'street' || grid.code.startsWith(street));
    return shown.map((grid) => ({ value: grid.code, label: grid.name, note: grid.code }));
  }, [streets, communities, units, code, street, community]);
}

import type { Case } from '#shared/domain/case.ts';
import { common, formatTime, maskedText, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useNames } from '../../../parts/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import type { ComparedField, ComparedValue } from './compare.ts';

/** Names of departments, categories and workers by their codes; a code nobody knows stands for itself. */
export function useCodeNames(workerIds: readonly string[]): (code: string) => string {
  const language = useLanguage();
  const categories = useFeed('category.list', {}).data ?? [];
  const nameOf = useNames(workerIds);
  const names = new Map(categories.map((category) => [category.code, nameIn(language, category)] as const));
  return (code) => names.get(code) ?? nameOf(code);
}

/** A value of a compared field in words. */
export function useFieldWords(versions: readonly Case[]): (field: ComparedField, value: ComparedValue) => string {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const people = versions.flatMap((one) => [...one.workerIds, ...(one.verifierId ? [one.verifierId] : [])]);
  const nameOf = useCodeNames(people);
  const into = versions.find((one) => one.mergedIntoId !== null)?.mergedIntoId ?? null;
  const target = useFeed('case.get', { id: into ?? '' }, { enabled: into !== null }).data?.case;
  const numberOf = (id: string) => (target?.id === id ? `${target.number ?? tc('numberPending')} ${target.title}` : id);
  return (field, value) => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('decision.nothing');
    if (Array.isArray(value)) return value.map(nameOf).join(t('decision.listGap'));
    const text = String(value);
    switch (field) {
      case 'state':
        return tc(`states.${text as Case['state']}`);
      case 'urgency':
        return tc(`urgencies.${text as Case['urgency']}`);
      case 'tier':
        return tc(`tiers.${text as Case['tier']}`);
      case 'category':
      case 'department':
      case 'verifier':
        return nameOf(text);
      case 'mergedInto':
        return numberOf(text);
      case 'dueAt':
      case 'extension':
      case 'reviewAt':
        return formatTime(Number(value), now);
      case 'supervision':
        return t('decision.levelN', { n: text });
      default:
        return maskedText(text);
    }
  };
}

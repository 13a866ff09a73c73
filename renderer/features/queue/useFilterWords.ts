import type { FilterKind, QueueFilter } from '#shared/contract/queueFilter.ts';
import { common, formatFullTime, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import type { Choice } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { useAreaChoices, useCategoryChoices, useDepartmentChoices } from './useFilterChoices.ts';

/** What each part of a filter asks for, in words as short as a chip. */
export function useFilterWords(filter: QueueFilter): (kind: FilterKind) => string {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const categories = useCategoryChoices();
  const areas = useAreaChoices(filter.grid);
  const departments = useDepartmentChoices();
  const workers = useFeed('worker.names', { ids: filter.worker ? [filter.worker] : [] }, { enabled: !!filter.worker });
  const named = (choices: readonly Choice[], code = '') => choices.find(({ value }) => value === code)?.label ?? code;
  return (kind) => {
    switch (kind) {
      case 'category':
        return named(categories, filter.category);
      case 'grid':
        return named(areas, filter.grid);
      case 'department':
        return named(departments, filter.department);
      case 'worker':
        return workers.data?.find(({ id }) => id === filter.worker)?.name ?? filter.worker ?? '';
      case 'urgency':
        return filter.urgency ? tc(`urgencies.${filter.urgency}`) : '';
      case 'light':
        return filter.light ? tc(`lights.${filter.light}`) : '';
      case 'source':
        return filter.source ? tc(`sources.${filter.source}`) : '';
      case 'from':
        return t('since', { time: formatFullTime(filter.from ?? 0) });
      case 'to':
        return t('until', { time: formatFullTime(filter.to ?? 0) });
      case 'text':
        return `“${filter.text ?? ''}”`;
    }
  };
}

import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FILTER_KINDS, type FilterKind, type QueueFilter } from '#shared/contract/queueFilter.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Icon, Popover, useKeys } from '../../ui/index.ts';
import { FilterForm } from './FilterForm.tsx';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import { useFilterWords } from './useFilterWords.ts';

export interface FilterBarProps {
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  /** what else can be done with the queue */
  children?: ReactNode;
}

export function isFiltered(filter: QueueFilter): boolean {
  return FILTER_KINDS.some((kind) => filter[kind] !== undefined);
}

/** What the queue is filtered by: a chip for each, taken away by pressing it. `Q` opens the form. */
export function FilterBar({ filter, onFilter, children }: FilterBarProps) {
  const t = useTexts(texts);
  const wordsOf = useFilterWords(filter);
  const [open, setOpen] = useState(false);
  const active = isFiltered(filter);
  const without = (kind: FilterKind) => onFilter({ ...filter, [kind]: undefined });
  useKeys([
    { keys: 'Q', label: t('openFilter'), group: t('title'), run: () => setOpen(true) },
    { keys: 'Shift+Q', label: t('clearFilter'), group: t('title'), run: () => onFilter({}), enabled: active },
  ]);
  return (
    <div className={styles.filterBar} role="group" aria-label={t('filters')}>
      <Popover
        label={t('filters')}
        align="start"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button size="small" icon={ListFilter} shortcut="Q">
            {t('filter')}
          </Button>
        }
      >
        <FilterForm filter={filter} onFilter={onFilter} onDone={() => setOpen(false)} />
      </Popover>
      {children}
      {FILTER_KINDS.filter((kind) => filter[kind] !== undefined).map((kind) => (
        <button
          key={kind}
          type="button"
          className={styles.chip}
          aria-label={t('without', { what: wordsOf(kind) })}
          onClick={() => without(kind)}
        >
          <span className={styles.chipWords}>{wordsOf(kind)}</span>
          <Icon icon={X} />
        </button>
      ))}
      {active && (
        <Button size="small" look="quiet" onClick={() => onFilter({})}>
          {t('clearFilter')}
        </Button>
      )}
    </div>
  );
}

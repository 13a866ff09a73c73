import type { BoardFilter, CommandSum } from '#shared/contract/views.ts';
import { LIFE_STATES } from '#shared/domain/commandLife.ts';
import { common, formatCount, useTexts } from '../../../i18n/index.ts';
import { lateAt } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { classes } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

interface FilterChipsProps {
  sum: CommandSum;
  show: BoardFilter;
  onShow: (show: BoardFilter) => void;
}

/** The sums of a command, each a filter of its rows; sums of nobody are left out. */
export function FilterChips({ sum, show, onShow }: FilterChipsProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const late = lateAt(sum, now);
  const chips: { value: BoardFilter; label: string; n: number }[] = [
    { value: 'all', label: t('filterAll'), n: sum.total },
    { value: 'late', label: t('filterLate'), n: late },
    { value: 'owing', label: t('filterOwing'), n: sum.owing },
    ...LIFE_STATES.map((state) => ({ value: state, label: tc(`lives.${state}`), n: sum.states[state] })),
  ];
  return (
    <div className={styles.filters} role="radiogroup" aria-label={t('filter')}>
      {chips
        .filter(({ value, n }) => n > 0 || value === 'all' || value === show)
        .map(({ value, label, n }) => (
          <label
            key={value}
            className={classes(styles.filter, value === show && styles.filterOn, value === 'late' && styles.filterLate)}
          >
            <input
              type="radio"
              name="board-filter"
              className="visually-hidden"
              checked={value === show}
              onChange={() => onShow(value)}
            />
            {label} <strong>{formatCount(n)}</strong>
          </label>
        ))}
    </div>
  );
}

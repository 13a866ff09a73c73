import { Clock3 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseRow } from '#shared/contract/views.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { ClaimMark, type ShownClaim } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { Icon, Remaining, StateTag, UrgencyMark } from '../../ui/index.ts';
import type { ColumnName, QueueLayout } from './columns.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';
import type { useColumnWords } from './useColumnWords.ts';

type Words = ReturnType<typeof useColumnWords>;

export function templateOf({ columns }: QueueLayout): string {
  return columns
    .filter(({ shown }) => shown)
    .map(({ width }) => `${width}rem`)
    .join(' ');
}

/** A case as one line, a cell for each column the operator chose. */
export function TableRow(props: { row: CaseRow; layout: QueueLayout; claim: ShownClaim | null; wordsOf: Words }) {
  const { row, layout, claim, wordsOf } = props;
  const t = useTexts(texts);
  const now = useNow(60_000);
  const cell = (name: ColumnName): ReactNode => {
    if (name === 'urgency') return <UrgencyMark urgency={row.urgency} words />;
    if (name === 'remaining') return <Remaining clock={row.clock} />;
    if (name === 'state') return <StateTag state={row.state} />;
    if (name === 'claim') return claim && <ClaimMark claim={claim} />;
    const words = wordsOf(row, name);
    return typeof words === 'object' && words !== null ? formatTime(words.at, now) : words;
  };
  return (
    <div className={styles.tableRow} style={{ gridTemplateColumns: templateOf(layout) }}>
      {layout.columns
        .filter(({ shown }) => shown)
        .map(({ name }) => (
          <span
            key={name}
            className={styles.cell}
            title={name === 'title' || name === 'address' ? row[name] : undefined}
          >
            {name === 'title' && row.waiting > 0 && (
              <span className={styles.waiting} title={t('waiting', { n: row.waiting })}>
                <Icon icon={Clock3} />
              </span>
            )}
            {cell(name)}
          </span>
        ))}
    </div>
  );
}

export function TableHead({ layout }: { layout: QueueLayout }) {
  const t = useTexts(texts);
  return (
    <div className={styles.tableHead} style={{ gridTemplateColumns: templateOf(layout) }} aria-hidden>
      {layout.columns
        .filter(({ shown }) => shown)
        .map(({ name }) => (
          <span key={name} className={styles.cell}>
            {t(`columns.names.${name}`)}
          </span>
        ))}
    </div>
  );
}

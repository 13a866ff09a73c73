import type { CaseRow } from '#shared/contract/views.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { Badge, Remaining, StateTag, UrgencyMark } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './worker.module.css';

/** The cases a worker has in hand, each a way to the case. */
export function WorkerCases({ cases, onOpenCase }: { cases: readonly CaseRow[]; onOpenCase: (id: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  return (
    <section className={styles.section}>
      <h4 className={styles.heading}>
        {t('openCases')} {cases.length > 0 && <Badge>{cases.length}</Badge>}
      </h4>
      {cases.length === 0 && <p className={styles.quiet}>{t('noCases')}</p>}
      <ul>
        {cases.map((row) => (
          <li key={row.id}>
            <button type="button" className={styles.row} onClick={() => onOpenCase(row.id)}>
              <UrgencyMark urgency={row.urgency} />
              <span className={styles.rowTitle}>{row.title}</span>
              <Remaining clock={row.clock} />
              <span className={styles.rowDetail}>
                <StateTag state={row.state} /> {row.number ?? tc('numberPending')} · {row.address}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { WorkerView } from '#shared/contract/views.ts';
import { common, formatFullTime, formatTime, useTexts } from '../../i18n/index.ts';
import { ReceiptRow } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { Badge } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './worker.module.css';

const SHOWN = 10;

/** The commands that went to the worker of late, with this worker's own receipts. */
export function WorkerCommands({ view, onOpenCase }: { view: WorkerView; onOpenCase: (id: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { commands } = view;
  return (
    <section className={styles.section}>
      <h4 className={styles.heading}>{t('commands')}</h4>
      {commands.length === 0 && <p className={styles.quiet}>{t('noCommands')}</p>}
      <ul className={styles.commands}>
        {commands.slice(0, SHOWN).map((entry) => {
          const { id, kind, title, issuedAt, caseId } = entry.command;
          return (
            <li key={id} className={styles.command}>
              <div className={styles.commandHead}>
                <Badge>{tc(`commandKinds.${kind}`)}</Badge>
                {caseId ? (
                  <button type="button" className={styles.link} onClick={() => onOpenCase(caseId)}>
                    {title}
                  </button>
                ) : (
                  <span className={styles.rowTitle}>{title}</span>
                )}
                <time className={styles.quiet} title={formatFullTime(issuedAt)}>
                  {formatTime(issuedAt, now)}
                </time>
              </div>
              <ul>
                <ReceiptRow row={entry.own} nameless />
              </ul>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

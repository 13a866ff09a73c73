import type { CaseEvent } from '#shared/domain/case.ts';
import { common, formatTime, maskedText, useTexts } from '../../../i18n/index.ts';
import { actionDetailOf } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import styles from './decision.module.css';

/** Who did what to the case since the operator looked at it, the latest first. */
export function LinesSince({ lines }: { lines: readonly CaseEvent[] }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  if (lines.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{t('decision.since')}</h3>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line.id}>
            <time>{formatTime(line.at, now, true)}</time>
            <strong>{tc(`actions.${line.action}`)}</strong>
            <span>{line.actor.name}</span>
            <span className={styles.quiet}>{maskedText(line.note) || actionDetailOf(line.detail).reason}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

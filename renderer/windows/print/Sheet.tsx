import { type ReactNode, useState } from 'react';
import { formatFullTime, useTexts } from '../../i18n/index.ts';
import { gatewayNow } from '../../station/index.ts';
import { printTexts } from './locale.ts';
import styles from './print.module.css';

interface SheetProps {
  /** null: made by plan */
  operator: string | null;
  centre: string;
  children: ReactNode;
}

/** A document with its head on every page: browsers repeat the head of a table, and nothing else, on each. */
export function Sheet({ operator, centre, children }: SheetProps) {
  const t = useTexts(printTexts);
  const [at] = useState(gatewayNow);
  return (
    <table className={styles.sheet} role="presentation">
      <thead>
        <tr>
          <th className={styles.head}>
            <span className={styles.centre}>{centre}</span>
            <span>{t('printed', { at: formatFullTime(at), by: operator ?? t('planned') })}</span>
            <span className={styles.mark}>{t('mark')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>{children}</td>
        </tr>
      </tbody>
    </table>
  );
}

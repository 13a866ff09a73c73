import type { ReactNode } from 'react';
import styles from './wall.module.css';

interface BoardColumnProps {
  title: string;
  /** beside the title */
  aside?: ReactNode;
  /** said where there are no rows; null: not yet known whether there are */
  empty: string | null;
  /** `<li>`s */
  rows: readonly ReactNode[];
}

/** A column of a board: its head, and rows or why there are none. */
export function BoardColumn({ title, aside, empty, rows }: BoardColumnProps) {
  return (
    <section className={styles.column} aria-label={title}>
      <h2 className={styles.columnHead}>
        {title}
        {aside}
      </h2>
      {rows.length === 0 && empty !== null && <p className={styles.empty}>{empty}</p>}
      <ol>{rows}</ol>
    </section>
  );
}

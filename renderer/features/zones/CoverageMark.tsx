import type { ReactNode } from 'react';
import type { CoverageState } from '#shared/domain/coverage.ts';
import { classes } from '../../ui/index.ts';
import styles from './zones.module.css';

/** The same shapes as the lights of cases: a diamond needs a hand now, a triangle soon, a ring is empty, a disc is well. */
const SHAPES: Record<CoverageState, ReactNode> = {
  late: (
    <>
      <path d="M8 .6 15.4 8 8 15.4.6 8Z" />
      <path d="M8 4.4v4.4M8 10.4v1.2" className={styles.cut} />
    </>
  ),
  thin: <path d="M8 1.8 15 14.2H1Z" />,
  empty: <circle cx="8" cy="8" r="5" className={styles.ring} />,
  covered: <circle cx="8" cy="8" r="5.5" />,
};

/** How an area stands, by shape and colour; the words stand beside it. */
export function CoverageMark({ state }: { state: CoverageState }) {
  return (
    <svg viewBox="0 0 16 16" className={classes(styles.mark, styles[state])} aria-hidden>
      {SHAPES[state]}
    </svg>
  );
}

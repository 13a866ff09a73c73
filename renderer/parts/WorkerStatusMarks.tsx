import type { ReactNode } from 'react';
import { useTexts } from '../i18n/index.ts';
import { classes } from '../ui/index.ts';
import { texts } from './locale.ts';
import styles from './parts.module.css';
import { type WorkerMark, workerMarks } from './workerStatus.ts';

/** The same shapes as on the map: a filled disc can be sent, a ring cannot be reached, a diamond needs a hand now. */
const SHAPES: Record<WorkerMark, ReactNode> = {
  sos: <path d="M8 .6 15.4 8 8 15.4.6 8Z" className={styles.filled} />,
  offline: (
    <>
      <circle cx="8" cy="8" r="5.2" />
      <path d="M4.4 11.6 11.6 4.4" />
    </>
  ),
  stale: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  outOfGrid: <path d="M8 1.8 15 14.2H1Z" />,
  busy: <path d="M2.8 2.8h10.4v10.4H2.8z" className={styles.filled} />,
  idle: <circle cx="8" cy="8" r="5.5" className={styles.filled} />,
  offDuty: <circle cx="8" cy="8" r="5.2" />,
};

interface WorkerStatusMarksProps {
  /** bits of the fleet frame's STATUS */
  status: number;
  onDuty: boolean;
  /** ms, null without a fix */
  fixAge: number | null;
}

/** A worker's status in words, each with its shape; the gravest first. */
export function WorkerStatusMarks({ status, onDuty, fixAge }: WorkerStatusMarksProps) {
  const t = useTexts(texts);
  return workerMarks(status, onDuty, fixAge).map((mark) => (
    <span key={mark} className={classes(styles.mark, styles[mark])}>
      <svg viewBox="0 0 16 16" className={styles.shape} aria-hidden>
        {SHAPES[mark]}
      </svg>
      {t(`marks.${mark}`)}
    </span>
  ));
}

import { useState } from 'react';
import type { DuplicateView } from '#shared/contract/intakeViews.ts';
import { formatAge, formatDistance, useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { Button, classes, StateTag } from '../../../ui/index.ts';
import styles from '../intake.module.css';
import { texts } from '../locale.ts';
import { SideBySide, type ThisCase } from './SideBySide.tsx';

interface DuplicatesProps {
  found: readonly DuplicateView[];
  told: ThisCase;
  /** it is the same: nothing new is created */
  onComplain: (target: DuplicateView) => void;
  /** it is created, and merged into the other at once; absent where nothing is created */
  onMerge?: (target: DuplicateView) => void;
}

/** Earlier cases that may be the same problem; each opens beside what is being told. */
export function Duplicates({ found, told, onComplain, onMerge }: DuplicatesProps) {
  const t = useTexts(texts);
  const now = useNow(60_000);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = found.find(({ id }) => id === openId);
  if (found.length === 0) return null;
  return (
    <section className={styles.duplicates} aria-label={t('duplicates.title')}>
      <h3 className={styles.duplicatesTitle}>{t('duplicates.title')}</h3>
      <ul>
        {found.map((one) => (
          <li key={one.id} className={styles.duplicate}>
            <span className={classes(styles.confidence, styles[one.confidence])}>
              {t(`confidence.${one.confidence}`)}
            </span>
            <span className={styles.duplicateTitle}>{one.title}</span>
            <StateTag state={one.state} />
            <span className={styles.quiet}>
              {`${formatDistance(one.distance)} · ${formatAge(one.reportedAt, now)} · ${t('duplicates.alike', { percent: Math.round(one.alike * 100) })}`}
            </span>
            <Button size="small" onClick={() => setOpenId(one.id)}>
              {t('duplicates.compare')}
            </Button>
          </li>
        ))}
      </ul>
      {open && (
        <SideBySide
          told={told}
          target={open}
          onClose={() => setOpenId(null)}
          onComplain={() => {
            setOpenId(null);
            onComplain(open);
          }}
          onMerge={
            onMerge && !open.ended
              ? () => {
                  setOpenId(null);
                  onMerge(open);
                }
              : undefined
          }
        />
      )}
    </section>
  );
}

import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { CareOutcome } from '#shared/contract/backups.ts';
import { formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { useNow, useStationState, useStatus } from '../../station/index.ts';
import { Icon, Spinner } from '../../ui/index.ts';
import styles from './care.module.css';
import { texts } from './locale.ts';

function Outcome({ last }: { last: CareOutcome }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const time = formatTime(last.at, now, true);
  if (!last.ok) {
    return (
      <p className={styles.failed} role="alert">
        <Icon icon={TriangleAlert} />{' '}
        {t(`went.${last.job}Failed`, { time, why: refusalWords({ reason: last.reason }) })}
      </p>
    );
  }
  return (
    <p className={styles.ok} role="status">
      <Icon icon={CircleCheck} /> {t(`went.${last.job}`, { time })}
      {last.setAside > 0 && ` ${t('went.setAside', { n: last.setAside })}`}
    </p>
  );
}

/** What happens to backups now, and how the last that was asked for ended. */
export function CareState({ problem }: { problem: string | null }) {
  const t = useTexts(texts);
  const care = useStatus()?.care;
  const station = useStationState();
  if (station !== 'ready' || care?.running) {
    const job = care?.running?.job ?? 'restore';
    return (
      <p className={styles.running} role="status">
        <Spinner /> {t(`running.${job}`)}
      </p>
    );
  }
  if (problem)
    return (
      <p className={styles.failed} role="alert">
        <Icon icon={TriangleAlert} /> {problem}
      </p>
    );
  return care?.last ? <Outcome last={care.last} /> : null;
}

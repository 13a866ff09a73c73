import { Camera, Clock3, ShieldAlert } from 'lucide-react';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { ClaimMark, type ShownClaim } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { classes, Icon, Remaining, StateTag, UrgencyMark } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './Queue.module.css';

/** Street and community, day and serial of a case number: enough to tell it apart in a district. The whole is in the tooltip. */
function shortNumber(number: string): string {
  return `${number.slice(-19, -13)}-${number.slice(-9, -5)}-${number.slice(-5)}`;
}

interface QueueRowProps {
  row: CaseRow;
  dense: boolean;
  showState: boolean;
  claim: ShownClaim | null;
}

/** One case: how urgent, what, how long it has; then number, place, state and who has it before them. */
export function QueueRow({ row, dense, showState, claim }: QueueRowProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  // A time gets its date at midnight, also in a row nothing happens to.
  const now = useNow(60_000);
  return (
    <div className={classes(styles.row, dense && styles.dense)}>
      <span className={styles.urgency}>
        <UrgencyMark urgency={row.urgency} />
      </span>
      <span className={styles.title} title={row.title}>
        {row.title}
      </span>
      <span className={styles.remaining}>
        {dense && row.waiting > 0 && (
          <span
            className={styles.waiting}
            role="img"
            aria-label={t('waiting', { n: row.waiting })}
            title={t('waiting', { n: row.waiting })}
          >
            <Icon icon={Clock3} />
          </span>
        )}
        {dense && claim && <ClaimMark claim={claim} />}
        <Remaining clock={row.clock} />
      </span>
      {!dense && (
        <span className={styles.detail}>
          <span className={styles.number} title={row.number ?? undefined}>
            {row.number === null ? tc('numberPending') : shortNumber(row.number)}
          </span>
          <span className={styles.address} title={row.address}>
            {row.address}
          </span>
          {row.supervisionLevel !== null && (
            <span className={styles.flag} title={tc('words.supervision', { level: row.supervisionLevel })}>
              <Icon icon={ShieldAlert} />
              {row.supervisionLevel}
            </span>
          )}
          {row.mediaCount > 0 && (
            <span className={styles.flag} title={t('media', { n: row.mediaCount })}>
              <Icon icon={Camera} />
              {row.mediaCount}
            </span>
          )}
          {row.waiting > 0 && (
            <span className={styles.waiting} title={t('waiting', { n: row.waiting })}>
              <Icon icon={Clock3} />
              {tc('words.waitingForCentre')}
            </span>
          )}
          {claim && <ClaimMark claim={claim} />}
          {showState && <StateTag state={row.state} />}
          <span className={styles.reported}>{formatTime(row.reportedAt, now)}</span>
        </span>
      )}
    </div>
  );
}

import type { SupervisionRow } from '#shared/contract/dispatchViews.ts';
import { common, formatRemaining, formatTime, useTexts } from '../../i18n/index.ts';
import { useNow } from '../../station/index.ts';
import { Button, classes, Remaining, StateTag, UrgencyMark } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './supervision.module.css';
import type { useProposals } from './useProposals.ts';

/** Who presses it, until when, and the reply; what it waits for. */
function Facts({ row }: { row: SupervisionRow }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { supervision, reviewAt, extension } = row;
  const facts: { key: string; words: string; isLate?: boolean }[] = [];
  if (supervision) {
    const { level, dueAt, reply } = supervision;
    facts.push({ key: 'level', words: t('level', { level }) });
    if (reply) {
      const isLate = dueAt !== undefined && reply.at > dueAt;
      const values = { name: reply.byName, time: formatTime(reply.at, now) };
      facts.push({ key: 'reply', words: t(isLate ? 'repliedLate' : 'replied', values), isLate });
    } else if (dueAt !== undefined) {
      const isLate = dueAt < now;
      const words = isLate
        ? t('lateReply', { remaining: formatRemaining(dueAt, now) })
        : t('due', { time: formatTime(dueAt, now) });
      facts.push({ key: 'due', words, isLate });
    }
  }
  if (reviewAt !== null)
    facts.push({ key: 'review', words: t('review', { time: formatTime(reviewAt, now) }), isLate: reviewAt <= now });
  if (extension) {
    const words = t(extension.grantedById ? 'second' : 'extension', { time: formatTime(extension.until, now) });
    facts.push({ key: 'extension', words });
  }
  return facts.map(({ key, words, isLate }) => (
    <span key={key} className={classes(isLate && styles.late)}>
      {words}
    </span>
  ));
}

interface RowLineProps {
  row: SupervisionRow;
  isSelected: boolean;
  proposals: ReturnType<typeof useProposals>;
  onSelect: () => void;
  onOpen: () => void;
  onPutAside: () => void;
}

/** One case of the board, with its proposal. */
export function SupervisionRowLine({ row, isSelected, proposals, onSelect, onOpen, onPutAside }: RowLineProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const aside = proposals.asideOf(row);
  return (
    <li className={classes(styles.row, isSelected && styles.selected)} aria-current={isSelected || undefined}>
      <div className={styles.head}>
        <UrgencyMark urgency={row.urgency} />
        <StateTag state={row.state} />
        <button type="button" className={styles.open} onFocus={onSelect} onClick={onOpen}>
          {row.number ?? tc('numberPending')} {row.title}
        </button>
        <Remaining clock={row.clock} />
      </div>
      <div className={styles.facts}>
        {row.address && <span>{row.address}</span>}
        <Facts row={row} />
        {aside && (
          <span>{t('asideLine', { reason: aside.reason, by: aside.by, time: formatTime(aside.at, now) })}</span>
        )}
      </div>
      {row.proposal && (
        <div className={styles.proposal}>
          {!aside && (
            <span>{t('proposal', { level: row.proposal.level, reasons: proposals.reasonWords(row.proposal) })}</span>
          )}
          {aside ? (
            <Button size="small" look="quiet" onClick={() => proposals.proposeAgain(row)}>
              {t('back')}
            </Button>
          ) : proposals.mayPress ? (
            <>
              <Button
                size="small"
                look="primary"
                shortcut={isSelected ? 'S' : undefined}
                onClick={() => proposals.take(row)}
              >
                {t('take')}
              </Button>
              <Button size="small" look="quiet" shortcut={isSelected ? 'X' : undefined} onClick={onPutAside}>
                {t('putAside')}
              </Button>
            </>
          ) : (
            <span className={styles.quiet}>{t('notYours')}</span>
          )}
        </div>
      )}
    </li>
  );
}

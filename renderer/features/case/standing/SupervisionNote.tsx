import type { CaseView } from '#shared/contract/views.ts';
import type { Supervision } from '#shared/domain/case.ts';
import { formatDuration, formatRemaining, formatTime, useTexts } from '../../../i18n/index.ts';
import { ReceiptProgress } from '../../../parts/index.ts';
import { useNow } from '../../../station/index.ts';
import { Button, classes } from '../../../ui/index.ts';
import { mayTake } from '../actions.ts';
import type { FormAction } from '../forms/spec.ts';
import { texts } from './locale.ts';
import styles from './standing.module.css';
import { lastOf, nameOf } from './who.ts';

interface SupervisionNoteProps {
  view: CaseView;
  nameOfDepartment: (id: string) => string;
  onForm: (action: FormAction) => void;
}

/** The reply with how it kept to its time, or how long it is still awaited. */
function Reply({ supervision }: { supervision: Supervision }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { reply, dueAt } = supervision;
  if (reply) {
    const late = dueAt !== undefined && reply.at > dueAt;
    return (
      <p>
        {t('supervision.reply', { name: reply.byName, time: formatTime(reply.at, now), text: reply.text })}{' '}
        {dueAt !== undefined && (
          <span className={classes(styles.mark, late && styles.alertWord)}>
            {late
              ? t('supervision.lateReply', { duration: formatDuration(reply.at - dueAt) })
              : t('supervision.inTime')}
          </span>
        )}
      </p>
    );
  }
  if (dueAt === undefined) return <p className={styles.quiet}>{t('supervision.waitsNoDue')}</p>;
  const isLate = dueAt < now;
  return (
    <p className={classes(isLate ? styles.alertWord : styles.quiet)}>
      {t(isLate ? 'supervision.late' : 'supervision.waits', { remaining: formatRemaining(dueAt, now) })}
    </p>
  );
}

/** Who presses the case, whom, until when; the command that told them with its receipts; the reply and its clock. */
export function SupervisionNote({ view, nameOfDepartment, onForm }: SupervisionNoteProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { supervision } = view.case;
  if (!supervision) return null;
  const { to, dueAt, level, byId, at } = supervision;
  const name = to && (to.kind === 'department' ? nameOfDepartment(to.id) : nameOf(view, to.id));
  const line = lastOf(view, 'supervise');
  // Newest first; one that was issued before belongs to an earlier level.
  const command = view.commands.find(
    ({ command: { purpose, issuedAt } }) => purpose === 'supervision' && issuedAt >= at,
  );
  return (
    <div className={classes(styles.note, dueAt !== undefined && dueAt < now && !supervision.reply && styles.alert)}>
      <p>
        {t('supervision.line', { by: nameOf(view, byId), time: formatTime(at, now), level })}
        {name ? t('supervision.to', { name }) : t('supervision.toAll')}
        {dueAt !== undefined && t('supervision.due', { time: formatTime(dueAt, now) })}
        {line?.note && `: ${line.note}`}
      </p>
      {command && (
        <p className={styles.quiet}>
          {t('supervision.order')} <ReceiptProgress view={command} />
        </p>
      )}
      <Reply supervision={supervision} />
      {!supervision.reply && mayTake(view.actions, 'answer-supervision') && (
        <p>
          <Button size="small" onClick={() => onForm('answer-supervision')}>
            {t('supervision.answer')}
          </Button>
        </p>
      )}
    </div>
  );
}

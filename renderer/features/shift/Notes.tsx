import type { ShiftView } from '#shared/contract/shiftViews.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { useNow } from '../../station/index.ts';
import { texts } from './locale.ts';
import { Waiting } from './ShiftHead.tsx';
import styles from './shift.module.css';

/** The lines of the log, the newest first. */
export function Notes({ notes }: { notes: ShiftView['notes'] }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  if (notes.length === 0) return <p className={styles.quiet}>{t('noNotes')}</p>;
  return (
    <ul className={styles.notes} aria-label={t('title')}>
      {notes.map((note) => (
        <li key={note.id} className={styles.line}>
          <p className={styles.lineHead}>
            <time>{formatTime(note.at, now, true)}</time>
            <span>{note.actor.name}</span>
            {note.waiting && <Waiting />}
          </p>
          <p className={styles.text} data-selectable>
            {note.text}
          </p>
        </li>
      ))}
    </ul>
  );
}

import { isRole } from '#shared/domain/roles.ts';
import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow, useStatus } from '../../station/index.ts';
import { BoardColumn } from './BoardColumn.tsx';
import { wallTexts } from './locale.ts';
import styles from './wall.module.css';

const ROWS = 12;

/** Who leads, who sits where, what was written, and what the next lead has to know. */
export function ShiftBoard() {
  const t = useTexts(wallTexts);
  const now = useNow(10_000);
  const view = useFeed('shift.current', {}).data;
  return (
    <div className={styles.shiftBoard}>
      <p className={styles.shiftLead}>
        {view ? (
          <>
            <strong>{t('shiftLead', { name: view.shift.leadName })}</strong>
            <span>{t('shiftSince', { at: formatTime(view.shift.openedAt, now) })}</span>
          </>
        ) : (
          view === null && t('noShift')
        )}
      </p>
      <SeatColumn now={now} />
      <BoardColumn
        title={t('shiftLog')}
        empty={t('noLog')}
        rows={(view?.notes ?? []).slice(0, ROWS).map(({ id, at, actor, text }) => (
          <li key={id} className={styles.row}>
            <p className={styles.boardText}>{text}</p>
            <p className={styles.rowFacts}>
              <span>{formatTime(at, now)}</span>
              <span>{actor.name}</span>
            </p>
          </li>
        ))}
      />
      <OpenItems />
    </div>
  );
}

function SeatColumn({ now }: { now: number }) {
  const t = useTexts(wallTexts);
  const words = useTexts(common);
  const status = useStatus();
  const seats = useFeed('seat.list', {}).data ?? [];
  const asOf = status?.link.state === 'online' ? null : (status?.dataAsOf ?? null);
  return (
    <BoardColumn
      title={t('seats')}
      aside={
        asOf !== null && <span className={styles.columnTotal}>{t('seatsAsOf', { at: formatTime(asOf, now) })}</span>
      }
      empty={t('noSeats')}
      rows={seats.slice(0, ROWS).map(({ id, user, since }) => (
        <li key={id} className={styles.row}>
          <p className={styles.rowTitle}>
            <span className={styles.ellipsis}>{user.name}</span>
          </p>
          <p className={styles.rowFacts}>
            <span className={styles.ellipsis}>
              {user.roles
                .filter(isRole)
                .map((role) => words(`roles.${role}`))
                .join(' · ')}
            </span>
            <span>{formatTime(since, now)}</span>
          </p>
        </li>
      ))}
    />
  );
}

function OpenItems() {
  const t = useTexts(wallTexts);
  const items = useFeed('shift.items', {}).data?.items ?? [];
  return (
    <BoardColumn
      title={t('openItems')}
      aside={items.length > 0 && <span className={styles.columnTotal}>{t('queueTotal', { n: items.length })}</span>}
      empty={t('nothingOpen')}
      rows={items.slice(0, ROWS).map(({ id, label }) => (
        <li key={id} className={styles.row}>
          <p className={styles.boardText}>{label}</p>
        </li>
      ))}
    />
  );
}

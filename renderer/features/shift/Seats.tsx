import { isRole } from '#shared/domain/roles.ts';
import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow, useStatus } from '../../station/index.ts';
import { Badge, EmptyState, Loading, Trouble } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './shift.module.css';

/** Who sits at which desk, as the centre said last. */
export function Seats() {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const status = useStatus();
  const { data, isPending, isError, error, refetch } = useFeed('seat.list', {});
  const asOf = status?.link.state === 'online' ? null : status?.dataAsOf;
  if (isPending) return <Loading />;
  if (isError && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return <EmptyState title={t('noSeats')} />;
  return (
    <>
      {asOf && <p className={styles.quiet}>{t('seatsAsOf', { time: formatTime(asOf, now) })}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('seat.operator')}</th>
            <th scope="col">{t('seat.roles')}</th>
            <th scope="col">{t('seat.desk')}</th>
            <th scope="col">{t('seat.since')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map(({ id, user, since }) => (
            <tr key={id}>
              <th scope="row">{user.name}</th>
              <td>
                <span className={styles.roles}>
                  {user.roles.filter(isRole).map((role) => (
                    <Badge key={role} look="plain">
                      {tc(`roles.${role}`)}
                    </Badge>
                  ))}
                </span>
              </td>
              <td className={styles.desk}>{id}</td>
              <td>{formatTime(since, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

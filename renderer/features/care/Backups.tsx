import { CircleCheck, CircleDashed, CircleX, DatabaseBackup, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { type Backup, RESTORE_ROLES } from '#shared/contract/backups.ts';
import { formatBytes, formatTime, useTexts } from '../../i18n/index.ts';
import { useFeed, useNow, useStation, useStatus } from '../../station/index.ts';
import { Button, ConfirmDialog, EmptyState, Icon, Loading, Trouble } from '../../ui/index.ts';
import { CareState } from './CareState.tsx';
import styles from './care.module.css';
import { texts } from './locale.ts';
import { useCare } from './useCare.ts';

const VERIFIED_ICONS: Record<Backup['verified'], LucideIcon> = {
  ok: CircleCheck,
  failed: CircleX,
  'not-yet': CircleDashed,
};

interface RowProps {
  backup: Backup;
  busy: boolean;
  mayRestore: boolean;
  onVerify: () => void;
  onRestore: () => void;
}

function Row({ backup, busy, mayRestore, onVerify, onRestore }: RowProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const time = formatTime(backup.at, now);
  return (
    <tr>
      <th scope="row">{time}</th>
      <td>{t(`kinds.${backup.kind}`)}</td>
      <td className={styles.number}>{formatBytes(backup.bytes)}</td>
      <td>
        <span className={styles[backup.verified]}>
          <Icon icon={VERIFIED_ICONS[backup.verified]} /> {t(`verified.${backup.verified}`)}
        </span>
      </td>
      <td className={styles.verbs}>
        <Button size="small" disabled={busy} aria-label={t('verifyOf', { time })} onClick={onVerify}>
          {t('verify')}
        </Button>
        <Button
          size="small"
          disabled={busy || !mayRestore || backup.verified === 'failed'}
          aria-label={t('restoreOf', { time })}
          onClick={onRestore}
        >
          {t('restore')}
        </Button>
      </td>
    </tr>
  );
}

function List({
  backups,
  busy,
  onVerify,
  onRestore,
}: {
  backups: Backup[];
  busy: boolean;
  onVerify: (name: string) => void;
  onRestore: (backup: Backup) => void;
}) {
  const t = useTexts(texts);
  const roles = useStatus()?.session.user?.roles ?? [];
  const mayRestore = RESTORE_ROLES.some((role) => roles.includes(role));
  return (
    <>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('backups')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('madeAt')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col" className={styles.number}>
              {t('size')}
            </th>
            <th scope="col">{t('check')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('verbs')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <Row
              key={backup.name}
              backup={backup}
              busy={busy}
              mayRestore={mayRestore}
              onVerify={() => onVerify(backup.name)}
              onRestore={() => onRestore(backup)}
            />
          ))}
        </tbody>
      </table>
      {!mayRestore && <p className={styles.detail}>{t('leadOnly')}</p>}
    </>
  );
}

/** The copies of the desk's database: made by itself every day or when asked for, checked, and put back. */
export function Backups() {
  const t = useTexts(texts);
  const station = useStation();
  const now = useNow(10_000);
  const { data, isPending, isError, error, refetch } = useFeed('backup.list', {});
  const { ask, busy, problem } = useCare();
  const [restoring, setRestoring] = useState<Backup | null>(null);
  return (
    <section className={styles.section} aria-label={t('backups')}>
      <header className={styles.head}>
        <h3>{t('backups')}</h3>
        <Button icon={DatabaseBackup} disabled={busy} onClick={() => void ask(() => station.backUp())}>
          {t('backUp')}
        </Button>
      </header>
      <p className={styles.detail}>{t('backupsDetail')}</p>
      <CareState problem={problem} />
      {isPending && <Loading />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState title={t('none')} detail={t('noneDetail')} />}
      {data && data.length > 0 && (
        <List
          backups={data}
          busy={busy}
          onVerify={(name) => void ask(() => station.verifyBackup(name))}
          onRestore={setRestoring}
        />
      )}
      {restoring && (
        <ConfirmDialog
          title={t('restoreTitle', { time: formatTime(restoring.at, now) })}
          description={t('restoreDetail')}
          open
          onClose={() => setRestoring(null)}
          confirmLabel={t('restore')}
          danger
          onConfirm={async () => {
            await ask(() => station.restoreBackup(restoring.name));
            setRestoring(null);
          }}
        />
      )}
    </section>
  );
}

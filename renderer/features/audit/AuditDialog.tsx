import { CloudOff, RefreshCw, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { AUDIT_KINDS, type AuditKind } from '#shared/protocol/console.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Dialog, EmptyState, Icon, Loading, Tabs, Trouble } from '../../ui/index.ts';
import { AuditTable } from './AuditTable.tsx';
import styles from './audit.module.css';
import { texts } from './locale.ts';
import { useAuditPages } from './useAuditPages.ts';
import { WaitingLooks } from './WaitingLooks.tsx';

export interface AuditDialogProps {
  onClose: () => void;
  onOpenCase: (id: string) => void;
}

const KINDS = ['all', ...AUDIT_KINDS] as const;

function Records({ kind, onOpenCase }: { kind: AuditKind | undefined; onOpenCase: (id: string) => void }) {
  const t = useTexts(texts);
  const { state, rows, waiting, pending, error, more, busy, again } = useAuditPages(kind);
  return (
    <>
      <WaitingLooks waiting={waiting} onOpenCase={onOpenCase} />
      {pending && <Loading label={t('loading')} />}
      {error && rows.length === 0 && <Trouble error={error} onRetry={again} />}
      {state === 'alone' && (
        <p className={styles.notice} role="status">
          <Icon icon={CloudOff} /> {t('alone')}
          <Button size="small" icon={RefreshCw} busy={busy} onClick={again}>
            {t('again')}
          </Button>
        </p>
      )}
      {state === 'forbidden' && (
        <p className={styles.notice} role="status">
          <Icon icon={ShieldOff} /> {t('forbidden')}
        </p>
      )}
      {state === 'told' && rows.length === 0 && <EmptyState title={t('none')} detail={t('noneDetail')} />}
      {rows.length > 0 && <AuditTable rows={rows} onOpenCase={onOpenCase} />}
      {rows.length > 0 && (
        <div className={styles.foot}>
          <span className={styles.quiet}>{t(more ? 'shown' : 'shownAll', { n: rows.length })}</span>
          {more && (
            <Button busy={busy} onClick={more}>
              {t('more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** Who looked into personal data, when and why. */
export function AuditDialog({ onClose, onOpenCase }: AuditDialogProps) {
  const t = useTexts(texts);
  const [kind, setKind] = useState<(typeof KINDS)[number]>('all');
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <p className={styles.quiet}>{t('detail')}</p>
      <Tabs
        label={t('filter')}
        value={kind}
        onChange={setKind}
        tabs={KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
      />
      <Records key={kind} kind={kind === 'all' ? undefined : kind} onOpenCase={onOpenCase} />
    </Dialog>
  );
}

import { History } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { Backups } from './Backups.tsx';
import styles from './care.module.css';
import { Diagnostics } from './Diagnostics.tsx';
import { texts } from './locale.ts';

export interface DataDialogProps {
  onClose: () => void;
  /** to the record of who looked at personal data; without it there is no way there */
  onAudit?: () => void;
}

function Key({ onAudit }: Pick<DataDialogProps, 'onAudit'>) {
  const t = useTexts(texts);
  const vault = useStatus()?.vault;
  if (!vault) return null;
  return (
    <section className={styles.section} aria-label={t('key')}>
      <header className={styles.head}>
        <h3>{t('key')}</h3>
        {onAudit && (
          <Button icon={History} onClick={onAudit}>
            {t('audit')}
          </Button>
        )}
      </header>
      <p className={styles.detail}>{t(`vault.${vault}`)}</p>
    </section>
  );
}

/** The data of this desk: backups, the key of what is encrypted with the way to who looked at it, and the diagnostics bundle. */
export function DataDialog({ onClose, onAudit }: DataDialogProps) {
  const t = useTexts(texts);
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <Backups />
      <Key onAudit={onAudit} />
      <Diagnostics />
    </Dialog>
  );
}

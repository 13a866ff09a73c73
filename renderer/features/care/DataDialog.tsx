import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Dialog } from '../../ui/index.ts';
import { Backups } from './Backups.tsx';
import styles from './care.module.css';
import { texts } from './locale.ts';

export interface DataDialogProps {
  onClose: () => void;
  /** sections of other features about the data of this desk, below the backups */
  children?: ReactNode;
}

function Key() {
  const t = useTexts(texts);
  const vault = useStatus()?.vault;
  if (!vault) return null;
  return (
    <section className={styles.section} aria-label={t('key')}>
      <h3>{t('key')}</h3>
      <p className={styles.detail}>{t(`vault.${vault}`)}</p>
    </section>
  );
}

/** The data of this desk: backups, the key of what is encrypted, and what the window adds. */
export function DataDialog({ onClose, children }: DataDialogProps) {
  const t = useTexts(texts);
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <Backups />
      <Key />
      {children}
    </Dialog>
  );
}

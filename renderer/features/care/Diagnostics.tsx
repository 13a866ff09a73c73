import { CircleCheck, FileArchive, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { DiagnosticsSaved } from '#shared/contract/diagnostics.ts';
import { formatBytes, useTexts } from '../../i18n/index.ts';
import { Button, Icon } from '../../ui/index.ts';
import styles from './care.module.css';
import { texts } from './locale.ts';

function Outcome({ saved }: { saved: DiagnosticsSaved }) {
  const t = useTexts(texts);
  if (saved.state === 'cancelled') return null;
  if (saved.state === 'failed') {
    return (
      <p className={styles.failed} role="alert">
        <Icon icon={TriangleAlert} /> {t(`diagnostics.${saved.reason}`)}
      </p>
    );
  }
  return (
    <p className={styles.ok} role="status" data-selectable>
      <Icon icon={CircleCheck} /> {t('diagnostics.saved', { path: saved.path, size: formatBytes(saved.bytes) })}
    </p>
  );
}

/** main itself did not answer */
const FAILED: DiagnosticsSaved = { state: 'failed', reason: 'bundle-failed', code: '' };

/** Saves what a maker needs to find a fault, without anything about anybody. */
export function Diagnostics() {
  const t = useTexts(texts);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<DiagnosticsSaved>({ state: 'cancelled' });
  const save = async () => {
    setBusy(true);
    setSaved(await street.saveDiagnostics().catch(() => FAILED));
    setBusy(false);
  };
  return (
    <section className={styles.section} aria-label={t('diagnostics.title')}>
      <header className={styles.head}>
        <h3>{t('diagnostics.title')}</h3>
        <Button icon={FileArchive} busy={busy} onClick={() => void save()}>
          {t('diagnostics.save')}
        </Button>
      </header>
      <p className={styles.detail}>{t('diagnostics.detail')}</p>
      <Outcome saved={saved} />
    </section>
  );
}

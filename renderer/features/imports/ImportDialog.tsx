import { useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { useFeed, useStatus } from '../../station/index.ts';
import { Dialog, Loading, Trouble } from '../../ui/index.ts';
import { Batches } from './Batches.tsx';
import { FilePicker } from './FilePicker.tsx';
import styles from './imports.module.css';
import { texts } from './locale.ts';
import { OpenFile } from './OpenFile.tsx';

/** Import: the file that lies open, else what to read next and the batches there were. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const { data: draft, isPending, error, refetch } = useFeed('import.draft', {});
  const may = useMay('import.apply');
  const isAlone = useStatus()?.link.state !== 'online';
  return (
    <Dialog title={t('title')} open onClose={onClose} size="wide">
      <div className={styles.dialog}>
        {!may && <p className={styles.quiet}>{t('mayNot')}</p>}
        {may && isAlone && <p className={styles.quiet}>{t('alone')}</p>}
        {isPending && <Loading />}
        {error && draft === undefined && <Trouble error={error} onRetry={() => void refetch()} />}
        {may && draft === null && <FilePicker />}
        {may && draft && <OpenFile draft={draft} onClose={onClose} />}
        {!draft && <Batches may={may} />}
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import type { OverlayView } from '#shared/contract/overlays.ts';
import { useTexts } from '../../i18n/index.ts';
import { useOverlayWords } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, ConfirmDialog, Dialog, Loading, Trouble } from '../../ui/index.ts';
import { OverlayForm } from './OverlayForm.tsx';
import { texts } from './locale.ts';
import styles from './overlays.module.css';
import { useChangeOverlay } from './useChangeOverlay.ts';

export interface OverlaysDialogProps {
  onClose: () => void;
}

/** The overlays of this workstation: which there are and how each fares, added, changed, read again and removed. */
export function OverlaysDialog({ onClose }: OverlaysDialogProps) {
  const t = useTexts(texts);
  const { data, isError, error, refetch } = useFeed('overlay.list', {});
  const [open, setOpen] = useState<OverlayView | 'new' | null>(null);
  return (
    <Dialog title={t('title')} description={t('about')} open onClose={onClose} size="wide">
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!data && !isError && <Loading label={t('title')} />}
      {data && open && (
        <OverlayForm
          key={open === 'new' ? 'new' : open.source.id}
          view={open === 'new' ? null : open}
          taken={data.overlays.map(({ source }) => source.id)}
          onDone={() => setOpen(null)}
        />
      )}
      {data && !open && (
        <>
          {data.overlays.length === 0 && <p className={styles.quiet}>{t('empty')}</p>}
          <ul className={styles.list}>
            {data.overlays.map((view) => (
              <Row key={view.source.id} view={view} onEdit={() => setOpen(view)} />
            ))}
          </ul>
          <Wrong wrong={data.wrong} />
          <div className={styles.buttons}>
            <Button onClick={() => setOpen('new')}>{t('add')}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Row({ view, onEdit }: { view: OverlayView; onEdit: () => void }) {
  const t = useTexts(texts);
  const words = useOverlayWords();
  const change = useChangeOverlay();
  const [asking, setAsking] = useState(false);
  const { source, asOf, trouble, reading, wrong } = view;
  const { id, name, kind, url } = source;
  return (
    <li className={styles.row}>
      <span className={styles.what}>
        <strong>{name}</strong>
        <span className={styles.quiet}>{[t(`kinds.${kind}`), url].join(' · ')}</span>
        <span role="status" className={trouble ? styles.warn : styles.quiet}>
          {reading
            ? t('reading')
            : [trouble && words.trouble(trouble), kind === 'tiles' ? null : words.asOf(asOf)]
                .filter(Boolean)
                .join(' · ')}
        </span>
        {wrong > 0 && <span className={styles.warn}>{words.wrong(wrong)}</span>}
      </span>
      <span className={styles.buttons}>
        {kind !== 'tiles' && (
          <Button disabled={reading} onClick={() => void change({ kind: 'read', id })}>
            {t('readNow')}
          </Button>
        )}
        <Button onClick={onEdit}>{t('edit')}</Button>
        <Button onClick={() => setAsking(true)}>{t('remove')}</Button>
      </span>
      <ConfirmDialog
        title={t('removeAsk', { name })}
        description={t('removeDetail')}
        open={asking}
        onClose={() => setAsking(false)}
        confirmLabel={t('remove')}
        danger
        onConfirm={async () => {
          await change({ kind: 'remove', id });
        }}
      />
    </li>
  );
}

function Wrong({ wrong }: { wrong: readonly { name: string; field: string }[] }) {
  const t = useTexts(texts);
  if (wrong.length === 0) return null;
  return (
    <div role="alert" className={styles.warn}>
      <p>{t('wrong')}</p>
      <ul>
        {wrong.map(({ name, field }, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- they have no name of their own, and stand as they stand in the file
          <li key={n}>{t('wrongOne', { name, field })}</li>
        ))}
      </ul>
    </div>
  );
}

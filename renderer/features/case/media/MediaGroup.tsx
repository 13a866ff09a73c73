import { FileAudio, FileVideo } from 'lucide-react';
import { useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { formatBytes, useTexts } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './media.module.css';
import { MediaViewer } from './MediaViewer.tsx';
import { Photo } from './Photo.tsx';

/** Thumbnails of a list of media; a photo opens large, the others of the list beside it. */
export function MediaGroup({ media, small = false }: { media: readonly MediaRef[]; small?: boolean }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState<number | null>(null);
  const photos = media.filter((item) => item.kind === 'photo');
  const others = media.filter((item) => item.kind !== 'photo');
  return (
    <>
      <div className={styles.group}>
        {photos.map((photo, index) => (
          <Photo
            key={photo.id}
            media={photo}
            label={t('media.photo', { n: index + 1 })}
            className={small ? styles.thumbSmall : styles.thumb}
            onOpen={() => setOpen(index)}
          />
        ))}
        {others.map((item) => (
          <span key={item.id} className={styles.file}>
            <Icon icon={item.kind === 'audio' ? FileAudio : FileVideo} />
            {t('media.notShown', { kind: t(`media.kinds.${item.kind}`), size: formatBytes(item.size) })}
          </span>
        ))}
      </div>
      {open !== null && <MediaViewer photos={photos} index={open} onIndex={setOpen} onClose={() => setOpen(null)} />}
    </>
  );
}

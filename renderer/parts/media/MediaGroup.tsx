import { FileVideo } from 'lucide-react';
import { useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { formatBytes, useTexts } from '../../i18n/index.ts';
import { Icon } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { MediaViewer } from './MediaViewer.tsx';
import { Photo } from './Photo.tsx';
import { Sound } from './Sound.tsx';

/** A list of media: photos as thumbnails that open large, recordings to be played. */
export function MediaGroup({ media, small = false }: { media: readonly MediaRef[]; small?: boolean }) {
  const t = useTexts(mediaTexts);
  const [open, setOpen] = useState<number | null>(null);
  const photos = media.filter((item) => item.kind === 'photo');
  const sounds = media.filter((item) => item.kind === 'audio');
  const films = media.filter((item) => item.kind === 'video');
  return (
    <>
      <div className={styles.group}>
        {photos.map((photo, index) => (
          <Photo
            key={photo.id}
            media={photo}
            label={t('photo', { n: index + 1 })}
            className={small ? styles.thumbSmall : styles.thumb}
            onOpen={() => setOpen(index)}
          />
        ))}
        {sounds.map((item) => (
          <Sound key={item.id} media={item} />
        ))}
        {films.map((item) => (
          <span key={item.id} className={styles.file}>
            <Icon icon={FileVideo} />
            {t('notShown', { kind: t('kinds.video'), size: formatBytes(item.size) })}
          </span>
        ))}
      </div>
      {open !== null && <MediaViewer photos={photos} index={open} onIndex={setOpen} onClose={() => setOpen(null)} />}
    </>
  );
}

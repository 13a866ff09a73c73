import { useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { useTexts } from '../../i18n/index.ts';
import { Film } from './Film.tsx';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { MediaViewer } from './MediaViewer.tsx';
import { Photo } from './Photo.tsx';
import { Sound } from './Sound.tsx';

/** A list of media: photos as thumbnails that open large, recordings and videos to be played. */
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
          <Film key={item.id} media={item} />
        ))}
      </div>
      {open !== null && <MediaViewer photos={photos} index={open} onIndex={setOpen} onClose={() => setOpen(null)} />}
    </>
  );
}

import { useEffect, useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useBytes } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { texts } from '../locale.ts';
import styles from './print.module.css';

function PaperPhoto({ photo, n, onSettled }: { photo: MediaRef; n: number; onSettled: () => void }) {
  const t = useTexts(texts);
  const { data, isPending } = useFeed('media.get', { id: photo.id });
  const show = useBytes<HTMLImageElement>(data);
  const isMissing = !isPending && !data;
  useEffect(() => {
    if (isMissing) onSettled();
    // Once: whoever counts counts each photo once.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isMissing]);
  if (isMissing) return <p className={styles.missing}>{t('print.noPhoto', { n })}</p>;
  if (!data) return null;
  return (
    <figure className={styles.photo}>
      <img ref={show} alt={t('print.photo', { n })} onLoad={onSettled} onError={onSettled} />
      <figcaption>{t('print.photo', { n })}</figcaption>
    </figure>
  );
}

/** The photos of a document; it is ready when each is drawn, or is known not to be had. */
export function PaperPhotos({ photos, onReady }: { photos: readonly MediaRef[]; onReady: () => void }) {
  const t = useTexts(texts);
  const [settled, setSettled] = useState(0);
  const isReady = settled >= photos.length;
  useEffect(() => {
    if (isReady) onReady();
  });
  if (photos.length === 0) return null;
  return (
    <section>
      <h3>{t('media.heading')}</h3>
      <div className={styles.photos}>
        {photos.map((photo, i) => (
          <PaperPhoto key={photo.id} photo={photo} n={i + 1} onSettled={() => setSettled((n) => n + 1)} />
        ))}
      </div>
    </section>
  );
}

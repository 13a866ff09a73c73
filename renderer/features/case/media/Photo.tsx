import { ImageOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { classes, Icon, Spinner } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './media.module.css';

/** The photo as an object URL that lives as long as it is shown. `undefined` while it is read, null when it cannot be had. */
export function usePhotoUrl(media: MediaRef): { url: string | null | undefined; retry: () => void } {
  const { data, isPending, isFetching, refetch } = useFeed('media.get', { id: media.id });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(new Blob([data.bytes.slice()], { type: data.mime }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [data]);
  const reading = isPending || (data !== null && data !== undefined && url === null) || (!data && isFetching);
  return { url: reading ? undefined : url, retry: () => void refetch() };
}

interface PhotoProps {
  media: MediaRef;
  /** what it shows, for those who hear the page */
  label: string;
  className?: string;
  /** makes it a button */
  onOpen?: () => void;
}

/** One photo; says so when it cannot be had now and offers to try again. */
export function Photo({ media, label, className, onOpen }: PhotoProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { url, retry } = usePhotoUrl(media);
  if (url === undefined)
    return (
      <span className={classes(styles.frame, className)} role="status" aria-label={tc('words.loading')}>
        <Spinner />
      </span>
    );
  if (url === null)
    return (
      <button type="button" className={classes(styles.frame, styles.missing, className)} onClick={retry}>
        <Icon icon={ImageOff} size="1.4rem" />
        <span>{t('media.unavailable')}</span>
        <span className={styles.retry}>
          <Icon icon={RefreshCw} /> {tc('verbs.retry')}
        </span>
      </button>
    );
  const image = <img src={url} alt={label} className={styles.image} draggable={false} />;
  if (!onOpen) return <span className={classes(styles.frame, className)}>{image}</span>;
  return (
    <button type="button" className={classes(styles.frame, styles.press, className)} onClick={onOpen}>
      {image}
    </button>
  );
}

import { ImageOff, RefreshCw } from 'lucide-react';
import { useCallback } from 'react';
import type { FeedOutput } from '#shared/contract/feeds.ts';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { classes, Icon, Spinner } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './media.module.css';

/** Shows bytes in an image: the object URL lives exactly as long as the image does. */
function useBytes(data: FeedOutput<'media.get'> | undefined): (image: HTMLImageElement) => () => void {
  return useCallback(
    (image) => {
      const url = data ? URL.createObjectURL(new Blob([data.bytes.slice()], { type: data.mime })) : '';
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [data],
  );
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
  const { data, isPending, isFetching, refetch } = useFeed('media.get', { id: media.id });
  const show = useBytes(data);
  if (isPending || (!data && isFetching))
    return (
      <span className={classes(styles.frame, className)} role="status" aria-label={tc('words.loading')}>
        <Spinner />
      </span>
    );
  if (!data)
    return (
      <button type="button" className={classes(styles.frame, styles.missing, className)} onClick={() => void refetch()}>
        <Icon icon={ImageOff} size="1.4rem" />
        <span>{t('media.unavailable')}</span>
        <span className={styles.retry}>
          <Icon icon={RefreshCw} /> {tc('verbs.retry')}
        </span>
      </button>
    );
  const image = <img ref={show} alt={label} className={styles.image} draggable={false} />;
  if (!onOpen) return <span className={classes(styles.frame, className)}>{image}</span>;
  return (
    <button type="button" className={classes(styles.frame, styles.press, className)} onClick={onOpen}>
      {image}
    </button>
  );
}

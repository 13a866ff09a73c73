import { ImageOff, RefreshCw } from 'lucide-react';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { classes, Icon, Spinner } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { useBytes } from './useBytes.ts';

interface PhotoProps {
  media: MediaRef;
  /** what it shows, for those who hear the page; the only one of its kind needs none */
  label?: string;
  className?: string;
  /** makes it a button */
  onOpen?: () => void;
}

/** One photo; says so when it cannot be had now and offers to try again. */
export function Photo({ media, label, className, onOpen }: PhotoProps) {
  const t = useTexts(mediaTexts);
  const tc = useTexts(common);
  const { data, isPending, isFetching, refetch } = useFeed('media.get', { id: media.id });
  const show = useBytes<HTMLImageElement>(data);
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
        <span>{t('unavailable')}</span>
        <span className={styles.retry}>
          <Icon icon={RefreshCw} /> {tc('verbs.retry')}
        </span>
      </button>
    );
  const image = <img ref={show} alt={label ?? t('photo', { n: 1 })} className={styles.image} draggable={false} />;
  if (!onOpen) return <span className={classes(styles.frame, className)}>{image}</span>;
  return (
    <button type="button" className={classes(styles.frame, styles.press, className)} onClick={onOpen}>
      {image}
    </button>
  );
}

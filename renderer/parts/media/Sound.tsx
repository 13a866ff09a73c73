import { RefreshCw } from 'lucide-react';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, formatBytes, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Icon, Spinner } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { useBytes } from './useBytes.ts';

/** A recording, to be played where it stands; says so when it cannot be had now. */
export function Sound({ media }: { media: MediaRef }) {
  const t = useTexts(mediaTexts);
  const tc = useTexts(common);
  const { data, isPending, isFetching, refetch } = useFeed('media.get', { id: media.id });
  const play = useBytes<HTMLAudioElement>(data);
  if (isPending || (!data && isFetching))
    return (
      <span className={styles.file} role="status" aria-label={tc('words.loading')}>
        <Spinner />
      </span>
    );
  if (!data)
    return (
      <button type="button" className={styles.file} onClick={() => void refetch()}>
        {t('unavailableSound')}
        <span className={styles.retry}>
          <Icon icon={RefreshCw} /> {tc('verbs.retry')}
        </span>
      </button>
    );
  const label = t('notShown', { kind: t('kinds.audio'), size: formatBytes(media.size) });
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- what was just recorded has no captions
  return <audio ref={play} className={styles.sound} controls aria-label={label} title={label} />;
}

import { FileVideo, Play, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, formatBytes, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, Icon, Spinner } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { useBytes } from './useBytes.ts';

/** A video: fetched when it is wanted, since it may be large; played where it stands. */
export function Film({ media }: { media: MediaRef }) {
  const t = useTexts(mediaTexts);
  const tc = useTexts(common);
  const [isWanted, setWanted] = useState(false);
  const { data, isFetching, refetch } = useFeed('media.get', { id: media.id }, { enabled: isWanted });
  const play = useBytes<HTMLVideoElement>(data);
  const label = t('notShown', { kind: t('kinds.video'), size: formatBytes(media.size) });
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- what was filmed on the street has no captions
  if (data) return <video ref={play} className={styles.film} controls aria-label={label} />;
  return (
    <span className={styles.file}>
      <Icon icon={FileVideo} />
      {isWanted && !isFetching ? t('unavailableVideo') : label}
      {isFetching && <Spinner />}
      {!isWanted && (
        <Button size="small" icon={Play} onClick={() => setWanted(true)}>
          {t('play')}
        </Button>
      )}
      {isWanted && !isFetching && (
        <Button size="small" icon={RefreshCw} onClick={() => void refetch()}>
          {tc('verbs.retry')}
        </Button>
      )}
    </span>
  );
}

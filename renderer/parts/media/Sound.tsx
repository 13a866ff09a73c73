import { RefreshCw } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import type { MediaRef } from '#shared/domain/case.ts';
import { common, formatBytes, useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Icon, Spinner } from '../../ui/index.ts';
import { mediaTexts } from './locale.ts';
import styles from './media.module.css';
import { useBytes } from './useBytes.ts';
import { Wave } from './Wave.tsx';

/** A recording, to be played where it stands; says so when it cannot be had now. */
export function Sound({ media }: { media: MediaRef }) {
  const t = useTexts(mediaTexts);
  const tc = useTexts(common);
  const { data, isPending, isFetching, refetch } = useFeed('media.get', { id: media.id });
  const play = useBytes<HTMLAudioElement>(data);
  const [audio, setAudio] = useState<HTMLAudioElement | null>(null);
  const player = useRef<HTMLAudioElement>(null);
  const seek = (part: number) => {
    const { current } = player;
    if (current && Number.isFinite(current.duration)) current.currentTime = part * current.duration;
  };
  const mount = useCallback(
    (element: HTMLAudioElement) => {
      const end = play(element);
      player.current = element;
      setAudio(element);
      return () => {
        player.current = null;
        setAudio(null);
        end();
      };
    },
    [play],
  );
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
  return (
    <span className={styles.soundBox}>
      <Wave bytes={data.bytes} audio={audio} onSeek={seek} />
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- what was just recorded has no captions */}
      <audio ref={mount} className={styles.sound} controls aria-label={label} title={label} />
    </span>
  );
}

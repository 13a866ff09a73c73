import { useEffect, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import type { LinkPlayer } from '../../video/linkPlayer.ts';
import type { MediaFigures } from '../../video/media.ts';
import { texts } from './locale.ts';
import styles from './video.module.css';

const EVERY_MS = 1000;

/** Codec, size, rate, bitrate, latency and loss of an open stream, as far as they can be known. */
export function Figures({ player }: { player: LinkPlayer }) {
  const t = useTexts(texts);
  const [figures, setFigures] = useState<MediaFigures | null>(null);
  useEffect(() => {
    let gone = false;
    const look = () => {
      void player.figures()?.then(
        (next) => {
          if (!gone) setFigures(next);
        },
        () => undefined,
      );
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [player]);
  if (!figures) return null;
  const { codec, width, height, rate, bitrate, latency, loss } = figures;
  const parts = [
    codec,
    width > 0 ? `${width}×${height}` : null,
    rate === null ? null : t('rate', { n: Math.round(rate) }),
    bitrate === null ? null : t('bitrate', { n: Math.round(bitrate / 1000) }),
    latency === null ? null : t('latency', { n: Math.round(latency) }),
    loss === null ? null : t('loss', { n: (loss * 100).toFixed(1) }),
  ];
  return <p className={styles.figures}>{parts.filter((part) => part !== null).join(' · ')}</p>;
}

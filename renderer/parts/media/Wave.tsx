import { type MouseEvent, useEffect, useState } from 'react';
import styles from './media.module.css';
import { peaksOf, wavePath } from './waveform.ts';

const PARTS = 120;

interface WaveProps {
  bytes: Uint8Array;
  /** what plays it */
  audio: HTMLAudioElement | null;
  /** to this share of its length */
  onSeek: (part: number) => void;
}

/** The wave of a recording; a press goes to that moment. Draws nothing of what cannot be decoded. */
export function Wave({ bytes, audio, onSeek }: WaveProps) {
  const [peaks, setPeaks] = useState<number[]>([]);
  const [part, setPart] = useState(0);
  useEffect(() => {
    let isGone = false;
    // One channel at a low rate: nobody hears it.
    const decoder = new OfflineAudioContext(1, 1, 8000);
    decoder
      .decodeAudioData(bytes.slice().buffer)
      .then((sound) => !isGone && setPeaks(peaksOf(sound.getChannelData(0), PARTS)))
      .catch((error: unknown) => console.warn('the wave of a recording cannot be drawn', String(error)));
    return () => {
      isGone = true;
    };
  }, [bytes]);
  useEffect(() => {
    if (!audio) return;
    const follow = () => setPart(Number.isFinite(audio.duration) ? audio.currentTime / audio.duration : 0);
    audio.addEventListener('timeupdate', follow);
    return () => audio.removeEventListener('timeupdate', follow);
  }, [audio]);
  const seek = ({ clientX, currentTarget }: MouseEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    onSeek((clientX - left) / width);
  };
  if (peaks.length === 0) return null;
  return (
    // The keyboard seeks with the player's own slider beside it.
    <svg className={styles.wave} viewBox={`0 0 ${PARTS} 2`} preserveAspectRatio="none" aria-hidden onClick={seek}>
      <path d={wavePath(peaks)} className={styles.waveShape} />
      <rect x={0} y={0} width={part * PARTS} height={2} className={styles.wavePast} />
    </svg>
  );
}

import { Pause, Play } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { Button, IconButton, Select } from '../../ui/index.ts';
import type { MapScene } from '../mapScene.ts';
import { texts } from './locale.ts';
import styles from './replay.module.css';
import { TimeLine, type TimeMark } from './TimeLine.tsx';
import { placeAt, type WayPoint, wayUntil } from './replayAt.ts';

const SPEEDS = ['1', '10', '30', '60'] as const;
const FRAME_MS = 200;

export interface ReplayerProps {
  from: number;
  to: number;
  /** the ways that are gone again, each point later than the one before; their names stand at whoever goes */
  ways: readonly { name: string; points: readonly WayPoint[] }[];
  /** stays on the map all the while */
  ring: MapScene['ring'];
  /** said of the moment that is shown */
  about?: (at: number) => string;
  /** what happened meanwhile, oldest first */
  marks?: readonly TimeMark[];
  /** verbs beside the end of the replay */
  more?: ReactNode;
  onScene: (scene: MapScene | null) => void;
  onClose: () => void;
}

/** Plays ways again on the map, at 1 to 60 times the time they took; the map is as it was when this ends. */
export function Replayer({ from, to, ways, ring, about, marks, more, onScene, onClose }: ReplayerProps) {
  const t = useTexts(texts);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>('60');
  const [playing, setPlaying] = useState(true);
  const [at, setAt] = useState(from);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => setAt((now) => Math.min(to, now + FRAME_MS * Number(speed))), FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, to, speed]);
  useEffect(() => {
    const points = ways.flatMap(({ name, points: way }) => {
      const place = placeAt(way, at);
      return place ? [{ lon: place.lon, lat: place.lat, label: name }] : [];
    });
    const lines = ways.map(({ points: way }) => wayUntil(way, at)).filter((line) => line.length > 1);
    onScene({ ring, lines, points });
  }, [ways, at, ring, onScene]);
  useEffect(() => () => onScene(null), [onScene]);
  return (
    <section className={styles.player} aria-label={t('name')}>
      <IconButton
        icon={playing ? Pause : Play}
        label={t(playing ? 'pause' : 'play')}
        onClick={() => setPlaying(!playing)}
      />
      <TimeLine from={from} to={to} at={at} onSeek={setAt} marks={marks} />
      <time>{formatTime(at, to, true)}</time>
      <div className={styles.foot}>
        <Select
          label={t('speed')}
          labelHidden
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          value={speed}
          onChange={setSpeed}
        />
        {more}
        <Button size="small" look="quiet" onClick={onClose}>
          {t('close')}
        </Button>
        <p className={styles.about} role="status">
          {about?.(at)}
          {ways.every(({ points }) => points.length === 0) && t('nothing')}
        </p>
      </div>
    </section>
  );
}

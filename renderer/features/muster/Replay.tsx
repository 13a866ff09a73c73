import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MusterView } from '#shared/contract/musterViews.ts';
import { formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { type MapScene, useMay } from '../../parts/index.ts';
import { StationRefusal, useAct, useFeed } from '../../station/index.ts';
import { Button, ConfirmDialog, IconButton, Loading, Select, showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';
import { placeAt, wayUntil } from './replayAt.ts';

interface ReplayProps {
  view: MusterView;
  onScene: (scene: MapScene | null) => void;
}

/** Plays the ways of the units again on the map, once a shift lead has said why: it is a look into each one's trail. */
export function Replay({ view, onScene }: ReplayProps) {
  const t = useTexts(texts);
  const act = useAct();
  const may = useMay('muster.replay');
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(false);
  const { id, title } = view.muster;
  if (!may) return null;
  if (open) return <Player view={view} onScene={onScene} onClose={() => setOpen(false)} />;
  return (
    <>
      <Button size="small" look="quiet" icon={Play} onClick={() => setAsking(true)}>
        {t('replay.open')}
      </Button>
      <ConfirmDialog
        title={t('replay.open')}
        description={t('replay.audited')}
        open={asking}
        onClose={() => setAsking(false)}
        confirmLabel={t('replay.open')}
        reasonLabel={t('replay.reason')}
        onConfirm={async (reason) => {
          const answer = await act('muster.replay', { entityId: id, payload: { reason }, subject: title });
          setAsking(false);
          if (answer.ok) setOpen(true);
          else showToast({ title: refusalWords(answer), look: 'warn' });
        }}
      />
    </>
  );
}

const SPEEDS = ['1', '10', '60'] as const;
const FRAME_MS = 200;

function Player({ view, onScene, onClose }: ReplayProps & { onClose: () => void }) {
  const t = useTexts(texts);
  const { muster, names } = view;
  const { data, isPending, error } = useFeed('muster.replay', { id: muster.id });
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>('60');
  const [playing, setPlaying] = useState(true);
  const [at, setAt] = useState(muster.startedAt);
  const end = data?.to ?? muster.startedAt;
  useEffect(() => {
    if (!playing || !data) return;
    const timer = setInterval(() => setAt((now) => Math.min(end, now + FRAME_MS * Number(speed))), FRAME_MS);
    return () => clearInterval(timer);
  }, [playing, data, end, speed]);
  useEffect(() => {
    if (!data) return;
    const points = data.units.flatMap(({ workerId, points: way }) => {
      const place = placeAt(way, at);
      return place ? [{ lon: place.lon, lat: place.lat, label: names[workerId] ?? workerId }] : [];
    });
    const lines = data.units.map(({ points: way }) => wayUntil(way, at)).filter((line) => line.length > 1);
    onScene({ ring: { ...muster.target, radius: muster.radius }, lines, points });
  }, [data, at, names, muster.target, muster.radius, onScene]);
  useEffect(() => () => onScene(null), [onScene]);
  if (isPending) return <Loading />;
  if (!data)
    return (
      <p className={styles.alert} role="alert">
        {error instanceof StationRefusal ? refusalWords(error) : t('replay.failed')}
      </p>
    );
  const line = view.lines.filter((one) => one.at <= at).at(-1);
  return (
    <section className={styles.player} aria-label={t('replay.open')}>
      <IconButton
        icon={playing ? Pause : Play}
        label={t(playing ? 'replay.pause' : 'replay.play')}
        onClick={() => setPlaying(!playing)}
      />
      <input
        type="range"
        aria-label={t('replay.time')}
        aria-valuetext={formatTime(at, end, true)}
        min={muster.startedAt}
        max={Math.max(end, muster.startedAt + 1)}
        value={at}
        onChange={(event) => setAt(Number(event.target.value))}
      />
      <time className={styles.digits}>{formatTime(at, end, true)}</time>
      <div className={styles.playerFoot}>
        <Select
          label={t('replay.speed')}
          labelHidden
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          value={speed}
          onChange={setSpeed}
        />
        <Button size="small" look="quiet" onClick={onClose}>
          {t('replay.close')}
        </Button>
        <p className={styles.quiet} role="status">
          {line ? t('replay.last', { time: formatTime(line.at, end, true) }) : ''}
          {data.units.every(({ points }) => points.length === 0) && t('replay.nothing')}
        </p>
      </div>
    </section>
  );
}

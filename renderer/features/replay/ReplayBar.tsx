import { Pause, Play, Radio } from 'lucide-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReplayEvent, Span } from '#shared/contract/trailViews.ts';
import { formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { type MapReplay, type MapScene, Missing, TimeLine, type TimeMark, TrackExport } from '../../parts/index.ts';
import { gatewayNow, useFeed, useStation } from '../../station/index.ts';
import { Button, IconButton, Select, useKeys, useToastsAbove } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { Player } from './player.ts';
import styles from './replay.module.css';

const SPEEDS = ['1', '5', '10', '30', '60'] as const;
/** what happened stays on the map for so long of the time that plays */
const EVENT_SHOWN_MS = 10 * 60_000;
const MOST_SHOWN = 60;

export interface ReplayBarProps {
  span: Span;
  /** where ticks go to */
  replay: MapReplay;
  /** workers that are chosen together, by their places in the fleet's table: their ways can go into a file */
  chosen: readonly number[];
  onScene: (scene: MapScene | null) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onLive: () => void;
}

/** The district as it was, over the map: says so, plays, jumps to what happened, and goes back to now with one key. */
export function ReplayBar({ span, replay, chosen, onScene, onShowOnMap, onLive }: ReplayBarProps) {
  const t = useTexts(texts);
  const station = useStation();
  const player = useMemo(
    () => new Player(span, { read: (input) => station.read('trail.slice', input), show: (tick) => replay.show(tick) }),
    [span, station, replay],
  );
  useEffect(() => player.run(), [player]);
  const { at, playing, speed, loading, refusal, missing } = useSyncExternalStore(player.subscribe, player.state);
  const events = useFeed('replay.events', span).data?.events;
  useEvents(events, at, onScene);
  useKeys([{ keys: 'Shift+R', label: t('live'), group: t('group'), run: onLive }]);
  const marks = useMemo(() => (events ?? []).map((event) => markOf(event, t(`kinds.${event.kind}`))), [events, t]);
  const goTo = ({ id }: TimeMark) => {
    const place = events?.find((event) => event.id === id)?.place;
    if (place) onShowOnMap(place);
  };
  const bar = useToastsAbove<HTMLElement>();
  const last = events?.findLast((event) => event.at <= at);
  return (
    <section ref={bar} className={styles.bar} aria-label={t('title')} data-replay={loading ? 'loading' : 'shown'}>
      <header className={styles.head}>
        <strong className={styles.when}>{t('shown', { time: formatTime(at, gatewayNow(), true) })}</strong>
        <Button icon={Radio} look="primary" size="small" onClick={onLive}>
          {t('liveKey')}
        </Button>
      </header>
      <div className={styles.play}>
        <IconButton
          icon={playing ? Pause : Play}
          label={t(playing ? 'pause' : 'play')}
          onClick={() => player.play(!playing)}
        />
        <TimeLine {...span} at={at} onSeek={(to) => player.seek(to)} marks={marks} onMark={goTo} />
        <Select
          label={t('speed')}
          labelHidden
          options={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          value={SPEEDS.find((value) => Number(value) === speed) ?? '60'}
          onChange={(value) => player.setSpeed(Number(value))}
        />
      </div>
      <div className={styles.foot}>
        <span role="status" className={styles.about}>
          {refusal ? refusalWords(refusal) : loading ? t('loading') : last && aboutOf(last, t(`kinds.${last.kind}`))}
        </span>
        <ExportChosen span={span} chosen={chosen} />
      </div>
      <Missing spans={missing} />
    </section>
  );
}

function markOf({ id, at, title, kind }: ReplayEvent, word: string): TimeMark {
  return { id, at, label: `${word} ${title}`, look: kind === 'sos' || kind === 'alarm' ? 'alarm' : 'plain' };
}

function aboutOf({ at, title }: ReplayEvent, word: string): string {
  return `${formatTime(at, gatewayNow())} ${word} ${title}`;
}

/** What happened within the last minutes of the time that plays lies on the map. */
function useEvents(
  events: readonly ReplayEvent[] | undefined,
  at: number,
  onScene: (scene: MapScene | null) => void,
): void {
  const fresh = (events ?? []).filter((event) => event.at <= at && event.at > at - EVENT_SHOWN_MS && event.place);
  const ids = fresh.map(({ id }) => id).join();
  const [shown, setShown] = useState('');
  if (ids !== shown) setShown(ids);
  useEffect(() => {
    const named = new Set(shown.split(','));
    const points = (events ?? []).flatMap(({ id, title, place }) =>
      place && named.has(id) ? [{ ...place, label: title }] : [],
    );
    onScene({ ring: null, lines: [], points: points.slice(-MOST_SHOWN) });
  }, [events, shown, onScene]);
  useEffect(() => () => onScene(null), [onScene]);
}

function ExportChosen({ span, chosen }: { span: Span; chosen: readonly number[] }) {
  const t = useTexts(texts);
  const { data } = useFeed('worker.chosen', { indices: [...chosen] }, { enabled: chosen.length > 0 });
  if (chosen.length === 0 || !data) return null;
  const ids = data.slice(0, 300).map(({ id }) => id);
  return <TrackExport key={ids.join()} name={t('title')} workerIds={ids} {...span} />;
}

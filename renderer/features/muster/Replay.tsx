import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { MusterView } from '#shared/contract/musterViews.ts';
import { formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { LookUp, type MapScene, Replayer, useMay } from '../../parts/index.ts';
import { StationRefusal, useFeed } from '../../station/index.ts';
import { Loading } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';

interface ReplayProps {
  view: MusterView;
  onScene: (scene: MapScene | null) => void;
}

/** Plays the ways of the units again on the map, once a shift lead has said why: it is a look into each one's trail. */
export function Replay({ view, onScene }: ReplayProps) {
  const t = useTexts(texts);
  const may = useMay('muster.replay');
  const [open, setOpen] = useState(false);
  const { id, title } = view.muster;
  if (!may) return null;
  if (open) return <Player view={view} onScene={onScene} onClose={() => setOpen(false)} />;
  return (
    <LookUp
      kind="muster.replay"
      size="small"
      look="quiet"
      icon={Play}
      label={t('replay.open')}
      about={t('replay.each')}
      request={(reason) => ({ entityId: id, payload: { reason }, subject: title })}
      onOpen={() => setOpen(true)}
    />
  );
}

function Player({ view, onScene, onClose }: ReplayProps & { onClose: () => void }) {
  const t = useTexts(texts);
  const { muster, names } = view;
  const { data, isPending, error } = useFeed('muster.replay', { id: muster.id });
  const ways = useMemo(
    () => data?.units.map(({ workerId, points }) => ({ name: names[workerId] ?? workerId, points })) ?? [],
    [data, names],
  );
  const ring = useMemo(() => ({ ...muster.target, radius: muster.radius }), [muster.target, muster.radius]);
  if (isPending) return <Loading />;
  if (!data)
    return (
      <p className={styles.alert} role="alert">
        {error instanceof StationRefusal ? refusalWords(error) : t('replay.failed')}
      </p>
    );
  const lastLine = (at: number) => {
    const line = view.lines.filter((one) => one.at <= at).at(-1);
    return line ? t('replay.last', { time: formatTime(line.at, data.to, true) }) : '';
  };
  const span = { from: muster.startedAt, to: data.to };
  return <Replayer {...span} ways={ways} ring={ring} about={lastLine} onScene={onScene} onClose={onClose} />;
}

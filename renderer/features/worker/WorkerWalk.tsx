import { Footprints } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Span } from '#shared/contract/trailViews.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { formatFullTime, refusalWords, useTexts } from '../../i18n/index.ts';
import {
  LookUp,
  type MapScene,
  Missing,
  Replayer,
  SaveTracks,
  SpanField,
  spanOf,
  useMay,
  usePastSpan,
} from '../../parts/index.ts';
import { StationRefusal, useFeed } from '../../station/index.ts';
import { Loading } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './worker.module.css';

/** one worker's way of a week is a few thousand points */
const MOST_MS = 7 * 86_400_000;

interface Walk {
  worker: Pick<Worker, 'id' | 'name'>;
  onScene: (scene: MapScene | null) => void;
}

/** Plays on the map where a worker walked, once a shift lead has said why and for which time: it is a look into the trail. */
export function WorkerWalk({ worker, onScene }: Walk) {
  const t = useTexts(texts);
  const may = useMay('trail.look-up');
  const [past, setPast] = usePastSpan();
  const [span, setSpan] = useState<Span | null>(null);
  if (!may) return null;
  if (span) return <Way worker={worker} span={span} onScene={onScene} onClose={() => setSpan(null)} />;
  return (
    <div className={styles.walk}>
      <SpanField value={past} onChange={setPast} most={MOST_MS} />
      <LookUp
        kind="trail.look-up"
        icon={Footprints}
        label={t('walk.open')}
        title={t('walk.title', { name: worker.name })}
        disabled={spanOf(past, MOST_MS) === null}
        request={(reason) => {
          const asked = spanOf(past, MOST_MS);
          return asked && { payload: { workerId: worker.id, ...asked, reason }, subject: worker.name };
        }}
        onOpen={({ payload: { from, to } }) => setSpan({ from, to })}
      />
    </div>
  );
}

function Way({ worker, span, onScene, onClose }: Walk & { span: Span; onClose: () => void }) {
  const t = useTexts(texts);
  const { data, isPending, error } = useFeed('trail.get', { workerId: worker.id, ...span });
  const ways = useMemo(() => [{ name: worker.name, points: data?.points ?? [] }], [worker.name, data]);
  if (isPending) return <Loading />;
  if (!data)
    return (
      <p className={styles.alert} role="alert">
        {error instanceof StationRefusal ? refusalWords(error) : t('walk.failed')}
      </p>
    );
  const more = data.points.length > 0 && (
    <SaveTracks name={`${worker.name} ${formatFullTime(span.from)}`} tracks={ways} />
  );
  return (
    <>
      <Replayer {...span} ways={ways} ring={null} more={more} onScene={onScene} onClose={onClose} />
      <Missing spans={data.missing} />
    </>
  );
}

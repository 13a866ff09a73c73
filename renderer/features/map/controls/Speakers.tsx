import { useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { classes } from '../../../ui/index.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import { useFollower } from './Selection.tsx';

/** A worker who is heard on the radio now. */
export interface MapSpeaker {
  workerId: string;
  emergency: boolean;
}

/** Lights the marks of those who talk; they follow the worker without a render. */
export function Speakers({ engine, speakers }: { engine: MapEngine; speakers: readonly MapSpeaker[] }) {
  return speakers.map((speaker) => <Speaker key={speaker.workerId} engine={engine} {...speaker} />);
}

function Speaker({ engine, workerId, emergency }: MapSpeaker & { engine: MapEngine }) {
  const { data } = useFeed('worker.get', { id: workerId });
  if (!data) return null;
  const { index, name } = data.worker;
  return <Lit engine={engine} index={index} name={name} emergency={emergency} />;
}

function Lit({
  engine,
  index,
  name,
  emergency,
}: {
  engine: MapEngine;
  index: number;
  name: string;
  emergency: boolean;
}) {
  const t = useTexts(mapTexts);
  const mark = useFollower(engine, () => engine.fleet.place(index), String(index));
  return (
    <div
      ref={mark}
      className={classes(styles.speaker, emergency && styles.speakerAlarm)}
      role="img"
      aria-label={t('speaker', { name })}
      hidden
    >
      <span className={styles.name} aria-hidden>
        {name} · {t(emergency ? 'talksEmergency' : 'talks')}
      </span>
    </div>
  );
}

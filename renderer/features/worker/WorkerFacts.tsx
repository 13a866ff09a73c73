import type { WorkerView } from '#shared/contract/views.ts';
import type { DroppedPositions } from '#shared/protocol/positions.ts';
import {
  common,
  formatAge,
  formatDistance,
  formatDuration,
  formatFullTime,
  formatTime,
  useTexts,
} from '../../i18n/index.ts';
import {
  Code,
  dragsWorker,
  droppedSum,
  Fact,
  STALE_AFTER,
  useDropped,
  useDropWords,
  WorkerStatusMarks,
} from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { classes } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './worker.module.css';

/** Below this a fix's speed is noise, m/s. */
const STILL = 0.2;

function Duty({ worker, now }: { worker: WorkerView['worker']; now: number }) {
  const t = useTexts(texts);
  const { onDuty, dutySince } = worker;
  if (dutySince === null) return t(onDuty ? 'onDutyBare' : 'offDutyBare');
  const time = formatTime(dutySince, now);
  return onDuty ? t('onDuty', { time, duration: formatDuration(now - dutySince) }) : t('offDuty', { time });
}

function Position({ view, now }: { view: WorkerView; now: number }) {
  const t = useTexts(texts);
  const { position } = view;
  if (!position) return t('noPosition');
  const age = formatAge(position.at, now);
  const isStale = now - position.at > STALE_AFTER;
  return (
    <span className={classes(isStale && styles.stale)} title={formatFullTime(position.at)}>
      {isStale ? t('staleFix', { age }) : age}
    </span>
  );
}

/** How sure their newest place is, as the terminal says. */
function Accuracy({ dropped }: { dropped: DroppedPositions | null | undefined }) {
  const t = useTexts(texts);
  const accuracy = dropped?.accuracy;
  return accuracy === undefined ? null : <Fact name={t('accuracy')}>{`±${formatDistance(accuracy)}`}</Fact>;
}

/** [ST304] What the centre did not take of their positions: never dropped silently. */
function Dropped({ dropped, now }: { dropped: DroppedPositions | null | undefined; now: number }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const words = useDropWords();
  if (dropped === undefined) return null;
  if (dropped === null) return <Fact name={t('dropped.name')}>{t('dropped.unknown')}</Fact>;
  const { counts, last } = dropped;
  const n = droppedSum(counts);
  if (n === 0) return <Fact name={t('dropped.name')}>{t('dropped.none')}</Fact>;
  return (
    <Fact name={t('dropped.name')}>
      {t('dropped.counts', { n, words: words(counts) })}
      {last && (
        <span
          className={styles.quiet}
          title={`${formatFullTime(last.t)} · ${last.lon.toFixed(5)}, ${last.lat.toFixed(5)}`}
        >
          {t('dropped.last', {
            age: formatAge(last.at, now),
            reason: tc(`dropReasons.${last.reason}`),
            place: `${last.lon.toFixed(5)}, ${last.lat.toFixed(5)}`,
          })}
        </span>
      )}
    </Fact>
  );
}

/** Who it is and how they are, with every age by gateway time. */
export function WorkerFacts({ view }: { view: WorkerView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(1000);
  const { worker, position, gridName } = view;
  const dropped = useDropped(worker.id);
  const fixAge = position ? Math.max(0, now - position.at) : null;
  return (
    <>
      <div className={styles.head}>
        <h3 className={styles.name} data-selectable title={t('drag')} {...dragsWorker(worker.id, worker.name)}>
          {worker.name}
        </h3>
        <div className={styles.marks}>
          <WorkerStatusMarks status={view.status} onDuty={worker.onDuty} fixAge={fixAge} />
        </div>
      </div>
      <dl className={styles.facts}>
        <Fact name={t('id')}>{worker.id}</Fact>
        <Fact name={t('role')}>{tc(`workerRoles.${worker.role}`)}</Fact>
        <Fact name={t('grid')}>
          {gridName} <Code>{worker.gridCode}</Code>
        </Fact>
        {worker.skills && worker.skills.length > 0 && (
          <Fact name={t('skills')}>{worker.skills.join(tc('listComma'))}</Fact>
        )}
        {worker.teamId && <Fact name={t('team')}>{worker.teamId}</Fact>}
        <Fact name={t('duty')}>
          <Duty worker={worker} now={now} />
        </Fact>
        <Fact name={t('position')}>
          <Position view={view} now={now} />
        </Fact>
        {position && (
          <Fact name={t('speed')}>
            {position.speed < STILL ? t('still') : tc('units.speed', { n: (position.speed * 3.6).toFixed(1) })}
          </Fact>
        )}
        <Accuracy dropped={dropped} />
        <Dropped dropped={dropped} now={now} />
      </dl>
    </>
  );
}

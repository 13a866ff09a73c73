import { Grid2x2, MapPin, MessageSquareText } from 'lucide-react';
import type { CoverageRow } from '#shared/contract/coverageViews.ts';
import type { WorkerChoice } from '#shared/contract/views.ts';
import { TIER_DIGITS } from '#shared/domain/coverage.ts';
import { formatDistance, useTexts } from '../../i18n/index.ts';
import { fitsForWork, WorkerLink, WorkerStatusMarks } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, IconButton, Loading, Trouble } from '../../ui/index.ts';
import { texts } from './locale.ts';
import type { ZonePanelProps } from './ZonePanel.tsx';
import styles from './zones.module.css';

const PEOPLE = 5;

interface NearestProps extends Pick<ZonePanelProps, 'onOpenWorker' | 'onCommand'> {
  row: CoverageRow;
  onMark: () => void;
  onBelow: (row: { code: string; name: string }) => void;
}

/** The grid that was chosen: the way to it, and who could go there. */
export function Nearest({ row, onMark, onBelow, onOpenWorker, onCommand }: NearestProps) {
  const t = useTexts(texts);
  const { code, name, lon, lat } = row;
  const { data, error, refetch } = useFeed('worker.near', { lon, lat, count: PEOPLE });
  return (
    <section className={styles.chosen} aria-label={name}>
      <header className={styles.chosenHead}>
        <h3>{name}</h3>
        <Button size="small" look="quiet" icon={MapPin} onClick={onMark}>
          {t('onMap')}
        </Button>
        {code.length < TIER_DIGITS.unit && (
          <Button size="small" look="quiet" icon={Grid2x2} onClick={() => onBelow({ code, name })}>
            {t('below')}
          </Button>
        )}
      </header>
      <h4>{t('nearest')}</h4>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {data?.length === 0 && <p className={styles.quiet}>{t('nobodyNear')}</p>}
      <ul className={styles.people}>
        {data?.map((choice) => (
          <Person
            key={choice.worker.id}
            choice={choice}
            onOpen={onOpenWorker}
            onSend={() => onCommand({ workerIds: [choice.worker.id], target: { lon, lat } })}
          />
        ))}
      </ul>
    </section>
  );
}

interface PersonProps {
  choice: WorkerChoice;
  onOpen: (id: string) => void;
  onSend: () => void;
}

function Person({ choice, onOpen, onSend }: PersonProps) {
  const t = useTexts(texts);
  const { worker, distance, fixAge, status } = choice;
  return (
    <li>
      <WorkerLink className={styles.person} {...worker} onOpen={onOpen}>
        <span className={styles.name}>{worker.name}</span>
        <span>{distance === null ? t('noFix') : formatDistance(distance)}</span>
        <span className={styles.marks}>
          <WorkerStatusMarks status={status} onDuty={worker.onDuty} fixAge={fixAge} />
        </span>
      </WorkerLink>
      <IconButton
        icon={MessageSquareText}
        label={t('send', { name: worker.name })}
        disabled={!fitsForWork(choice)}
        onClick={onSend}
      />
    </li>
  );
}

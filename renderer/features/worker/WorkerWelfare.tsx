import { HeartPulse, Square } from 'lucide-react';
import { useState } from 'react';
import { welfareDue } from '#shared/domain/alarms/welfare.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { useAct, useFeed, useNow } from '../../station/index.ts';
import { Button, Select, showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './worker.module.css';

const CHOICES = [5, 10, 20, 30, 60, 120] as const;

/** The timer by which the worker says that all is well: how it stands, and the shift lead's hand on it. */
export function WorkerWelfare({ worker }: { worker: Worker }) {
  const t = useTexts(texts);
  const act = useAct();
  const may = useMay('welfare.start');
  const now = useNow(1000);
  const [minutes, setMinutes] = useState<number>(20);
  const running = useFeed('welfare.list', {}).data?.find(({ timer }) => timer.id === worker.id);
  const send = async (kind: 'welfare.start' | 'welfare.stop') => {
    const payload = kind === 'welfare.start' ? { workerId: worker.id, minutes } : { workerId: worker.id };
    const answer = await act(kind, { payload, subject: worker.name });
    if (!answer.ok) showToast({ title: t('welfare.failed'), detail: refusalWords(answer), look: 'warn' });
  };
  if (!running && (!may || !worker.onDuty)) return null;
  if (!running)
    return (
      <div className={styles.welfare} data-welfare="none">
        <Select
          label={t('welfare.title')}
          labelHidden
          options={CHOICES.map((n) => ({ value: String(n), label: t('welfare.every', { n }) }))}
          value={String(minutes)}
          onChange={(value) => setMinutes(Number(value))}
        />
        <Button icon={HeartPulse} onClick={() => void send('welfare.start')}>
          {t('welfare.start')}
        </Button>
      </div>
    );
  const { timer, waiting } = running;
  const due = welfareDue(timer);
  return (
    <div className={styles.welfare} data-welfare={waiting ? 'waiting' : 'running'}>
      <span>
        {t('welfare.title')} · {t('welfare.every', { n: timer.minutes })} ·{' '}
        {t(due < now ? 'welfare.over' : 'welfare.due', { time: formatTime(due, now) })}
        {waiting && ` · ${t('welfare.waiting')}`}
      </span>
      {may && (
        <Button size="small" look="quiet" icon={Square} onClick={() => void send('welfare.stop')}>
          {t('welfare.stop')}
        </Button>
      )}
    </div>
  );
}

import { MapPin, Phone } from 'lucide-react';
import { useState } from 'react';
import type { CallBack } from '#shared/protocol/intercom.ts';
import { formatDuration, formatTime, useTexts } from '../../../i18n/index.ts';
import { useMay, WorkerLink } from '../../../parts/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Trouble } from '../../../ui/index.ts';
import type { IntercomPanelProps } from '../IntercomPanel.tsx';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { useAnswerCall } from './useAnswerCall.ts';

type Verbs = Pick<IntercomPanelProps, 'onOpenWorker' | 'onShowOnMap'>;

function Waiting({ call, first, onOpenWorker, onShowOnMap }: { call: CallBack; first: boolean } & Verbs) {
  const t = useTexts(texts);
  const now = useNow(1000);
  const may = useMay('call-back.answer');
  const { answer } = useAnswerCall();
  const [busy, setBusy] = useState(false);
  const { workerId, workerName, at, note, lon, lat } = call;
  const run = async () => {
    setBusy(true);
    await answer(call).finally(() => setBusy(false));
  };
  return (
    <li className={styles.call}>
      <span className={styles.callWho}>
        <WorkerLink className={styles.link} id={workerId} name={workerName} onOpen={onOpenWorker} />
        <span className={styles.quiet}>{t('asked', { time: formatDuration(now - at) })}</span>
      </span>
      {note !== '' && <p className={styles.callNote}>{note}</p>}
      <span className={styles.callVerbs}>
        {lon !== undefined && lat !== undefined && (
          <IconButton icon={MapPin} size="small" label={t('showOnMap')} onClick={() => onShowOnMap({ lon, lat })} />
        )}
        <Button
          size="small"
          look={first ? 'primary' : 'plain'}
          icon={Phone}
          shortcut={first ? 'Y' : undefined}
          busy={busy}
          disabled={!may}
          onClick={() => void run()}
        >
          {t('answer')}
        </Button>
      </span>
    </li>
  );
}

/** Who asked to be called, the longest waiting first, and who was called last. */
export function CallBacks(props: Verbs) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { data, isPending, isError, error, refetch } = useFeed('call-back.list', {});
  if (isPending) return <Loading />;
  if (isError && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  const waiting = data?.filter(({ answeredAt }) => answeredAt === null) ?? [];
  const answered = data?.filter(({ answeredAt }) => answeredAt !== null) ?? [];
  return (
    <div className={styles.scroll}>
      {waiting.length === 0 && <EmptyState title={t('noCalls')} detail={t('noCallsDetail')} />}
      <ul aria-label={t('waiting')}>
        {waiting.map((call, at) => (
          <Waiting key={call.id} call={call} first={at === 0} {...props} />
        ))}
      </ul>
      {answered.length > 0 && <h4 className={styles.heading}>{t('answered')}</h4>}
      <ul aria-label={t('answered')} className={styles.quiet}>
        {answered.map(({ id, workerId, workerName, answeredAt, answeredBy }) => (
          <li key={id} className={styles.answered}>
            <WorkerLink className={styles.link} id={workerId} name={workerName} onOpen={props.onOpenWorker} />
            <span>{t('answeredBy', { name: answeredBy?.name ?? '–', time: formatTime(answeredAt ?? 0, now) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

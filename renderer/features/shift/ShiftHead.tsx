import { Clock3, PlayCircle } from 'lucide-react';
import { useState } from 'react';
import type { ShiftView } from '#shared/contract/shiftViews.ts';
import { common, formatDuration, formatTime, useProblem, useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { useAct, useNow } from '../../station/index.ts';
import { Badge, Button, EmptyState, Icon } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './shift.module.css';

/** Beside what only this desk knows of so far. */
export function Waiting() {
  const tc = useTexts(common);
  return (
    <Badge look="plain">
      <span className={styles.waiting}>
        <Icon icon={Clock3} /> {tc('words.waitingForCentre')}
      </span>
    </Badge>
  );
}

/** Whose shift it is and since when. */
export function ShiftHead({ view }: { view: ShiftView }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { leadName, openedAt } = view.shift;
  const duration = formatDuration(Math.max(0, now - openedAt));
  return (
    <p className={styles.head}>
      <strong>{t('lead', { name: leadName })}</strong>
      <span>{t('since', { time: formatTime(openedAt, now), duration })}</span>
      {view.waiting && <Waiting />}
    </p>
  );
}

/** No shift is on: who may, opens one. */
export function OpenShift() {
  const t = useTexts(texts);
  const act = useAct();
  const mayOpen = useMay('shift.open');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useProblem();
  const open = async () => {
    setBusy(true);
    const answer = await act('shift.open', { payload: {} });
    setBusy(false);
    setProblem(answer.ok ? null : answer);
  };
  return (
    <EmptyState
      title={t('none')}
      detail={problem ?? t(mayOpen ? 'noneDetail' : 'leadOpens')}
      action={
        mayOpen && (
          <Button icon={PlayCircle} look="primary" busy={busy} autoFocus onClick={() => void open()}>
            {t('open')}
          </Button>
        )
      }
    />
  );
}

import { useState } from 'react';
import type { ShiftView } from '#shared/contract/shiftViews.ts';
import type { HandOver } from '#shared/protocol/shifts.ts';
import { formatTime, useProblem, useTexts } from '../../../i18n/index.ts';
import { useMay, useOwnId } from '../../../parts/index.ts';
import { useAct, useNow } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from '../shift.module.css';
import { Items } from './Items.tsx';
import { Offer } from './Offer.tsx';
import { TakeOver } from './TakeOver.tsx';

interface TabProps {
  view: ShiftView;
  onOpenCase: (id: string) => void;
  /** the shift is mine now */
  onTaken: () => void;
}

/** The hand-over as it stands: to be offered, offered to me, or offered to somebody else. */
export function HandOverTab({ view, onOpenCase, onTaken }: TabProps) {
  const t = useTexts(texts);
  const ownId = useOwnId();
  const may = useMay('shift.hand-over');
  const { shift } = view;
  const { handOver } = shift;
  if (!handOver) {
    if (!may) return <p className={styles.quiet}>{t('leadHandsOver')}</p>;
    return <Offer shiftId={shift.id} onOpenCase={onOpenCase} />;
  }
  if (handOver.toId === ownId) {
    return <TakeOver shiftId={shift.id} handOver={handOver} onOpenCase={onOpenCase} onTaken={onTaken} />;
  }
  return <Offered shiftId={shift.id} handOver={handOver} mayWithdraw={may} onOpenCase={onOpenCase} />;
}

interface OfferedProps {
  shiftId: string;
  handOver: HandOver;
  mayWithdraw: boolean;
  onOpenCase: (id: string) => void;
}

/** It waits for the next lead: how far they are, and the way back. */
function Offered({ shiftId, handOver, mayWithdraw, onOpenCase }: OfferedProps) {
  const t = useTexts(texts);
  const act = useAct();
  const now = useNow(10_000);
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const withdraw = async () => {
    setBusy(true);
    const answer = await act('shift.withdraw', { payload: { shiftId } });
    setBusy(false);
    setProblem(answer.ok ? null : answer);
  };
  const read = handOver.items.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length;
  return (
    <section className={styles.handOver} aria-label={t('tabs.handOver')}>
      <p role="status">
        {t('offered', {
          name: handOver.toName,
          time: formatTime(handOver.at, now),
          read,
          count: handOver.items.length,
        })}
      </p>
      {handOver.note && <p className={styles.text}>{handOver.note}</p>}
      <Items items={handOver.items} onOpenCase={onOpenCase} />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {mayWithdraw && (
        <div className={styles.buttons}>
          <Button busy={busy} onClick={() => void withdraw()}>
            {t('withdraw')}
          </Button>
        </div>
      )}
    </section>
  );
}

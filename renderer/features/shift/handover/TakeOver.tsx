import { Check } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { HandOver, HandOverItem } from '#shared/protocol/shifts.ts';
import { useProblem, useTexts } from '../../../i18n/index.ts';
import { useAct, useStation } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from '../shift.module.css';
import { Items } from './Items.tsx';

interface TakeOverProps {
  shiftId: string;
  handOver: HandOver;
  onOpenCase: (id: string) => void;
  onTaken: () => void;
}

/** Offered to me: every item is taken note of by itself, and only then the shift is mine. */
export function TakeOver({ shiftId, handOver, onOpenCase, onTaken }: TakeOverProps) {
  const t = useTexts(texts);
  const act = useAct();
  const station = useStation();
  const [problem, setProblem] = useProblem();
  const [busy, setBusy] = useState(false);
  const next = useRef<HTMLButtonElement>(null);
  const first = handOver.items.find(({ acknowledgedAt }) => acknowledgedAt === undefined)?.id ?? null;
  // From one to the next without a hand on the mouse: whoever presses reads the line above the key.
  useEffect(() => next.current?.focus(), [first]);

  const acknowledge = async ({ id, kind, subjectId }: HandOverItem) => {
    const answer = await act('shift.acknowledge', { payload: { shiftId, itemIds: [id] } });
    setProblem(answer.ok ? null : answer);
    // The alarm of this desk, when it is one of its own: nobody has to do it twice.
    if (answer.ok && kind === 'alarm' && subjectId) await station.acknowledge(subjectId);
  };
  const takeOver = async () => {
    setBusy(true);
    const answer = await act('shift.take-over', { payload: { shiftId } });
    setBusy(false);
    if (answer.ok) onTaken();
    else setProblem(answer);
  };
  const left = handOver.items.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length;
  return (
    <section className={styles.handOver} aria-label={t('takeOver')}>
      <p role="status">{left > 0 ? t('offeredToYou', { left }) : t('allRead')}</p>
      {handOver.note && <p className={styles.text}>{handOver.note}</p>}
      <Items
        items={handOver.items}
        onOpenCase={onOpenCase}
        verb={(item) =>
          item.acknowledgedAt === undefined && (
            <Button
              ref={item.id === first ? next : undefined}
              size="small"
              icon={Check}
              onClick={() => void acknowledge(item)}
            >
              {t('acknowledge')}
            </Button>
          )
        }
      />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button
          ref={first === null ? next : undefined}
          look="primary"
          busy={busy}
          disabled={left > 0}
          onClick={() => void takeOver()}
        >
          {t('takeOver')}
        </Button>
      </div>
    </section>
  );
}

import { CheckCheck, Flag, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { v7 } from 'uuid';
import type { Muster } from '#shared/domain/muster.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { useAct, useFeed } from '../../station/index.ts';
import { Button, ConfirmDialog, showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './muster.module.css';

const MORE = 5;

/** Acts on a muster; a refusal is said at once. */
export function useMusterAct({ id, title }: Pick<Muster, 'id' | 'title'>) {
  const act = useAct();
  return async <
    K extends 'muster.add' | 'muster.role' | 'muster.mark' | 'muster.note' | 'muster.settle' | 'muster.stand-down',
  >(
    kind: K,
    payload: OpPayload<K>,
  ): Promise<boolean> => {
    const answer = await act(kind, { entityId: id, payload, subject: title });
    if (!answer.ok) showToast({ title: refusalWords(answer), look: 'warn' });
    return answer.ok;
  };
}

/** Calls more, says that it is settled, ends it. */
export function Verbs({ muster }: { muster: Muster }) {
  const t = useTexts(texts);
  const may = useMay('muster.stand-down');
  const act = useMusterAct(muster);
  const [ending, setEnding] = useState(false);
  const { lon, lat } = muster.target;
  const near = useFeed('worker.near', { lon, lat, count: 100 }, { enabled: may });
  if (!may) return null;
  const called = new Set(muster.units.map(({ workerId }) => workerId));
  const next = (near.data ?? [])
    .filter(({ worker, distance }) => worker.onDuty && distance !== null && !called.has(worker.id))
    .slice(0, MORE);
  const callMore = () =>
    void act('muster.add', { commandId: v7(), recipients: { workers: next.map(({ worker }) => worker.id) } });
  return (
    <div className={styles.buttons}>
      <Button size="small" icon={UserPlus} disabled={next.length === 0} onClick={callMore}>
        {t('more', { n: next.length })}
      </Button>
      {muster.done.settle === null && (
        <Button size="small" icon={CheckCheck} onClick={() => void act('muster.settle', {})}>
          {t('settle')}
        </Button>
      )}
      <Button size="small" look="danger" icon={Flag} onClick={() => setEnding(true)}>
        {t('standDown')}
      </Button>
      <ConfirmDialog
        title={t('standDown')}
        description={t('standDownAsk')}
        open={ending}
        onClose={() => setEnding(false)}
        confirmLabel={t('standDown')}
        danger
        onConfirm={async () => {
          await act('muster.stand-down', {});
          setEnding(false);
        }}
      />
    </div>
  );
}

import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { CommandView } from '#shared/contract/views.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import { useProblem, useTexts } from '../../../i18n/index.ts';
import { useOwnId } from '../../../parts/index.ts';
import { useAct, useStatus } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { ReasonForm } from './ReasonForm.tsx';

/** A command that waits for a second person: that one decides here; whoever issued it sees what it waits for. */
export function Consent({ view }: { view: CommandView }) {
  const t = useTexts(texts);
  const act = useAct();
  const ownId = useOwnId();
  const roles = useStatus()?.session.user?.roles ?? [];
  const [refusing, setRefusing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useProblem();
  const { command, sum } = view;
  if (command.state !== 'proposed') return null;
  const why = command.confirm?.why.map((reason) => t(`confirmWhy.${reason}`)).join(t('listGap')) ?? '';
  const isOwn = command.issuedBy.id === ownId;
  const mayDecide = !isOwn && OP_ROLES['command.confirm'].some((role) => roles.includes(role));
  const confirm = async () => {
    setBusy(true);
    const answer = await act('command.confirm', { entityId: command.id, payload: {}, subject: command.title });
    setBusy(false);
    setProblem(answer.ok ? null : answer);
  };
  return (
    <div className={styles.consent}>
      <p>
        <strong>{t(isOwn ? 'waitsForSecond' : 'needsYou')}</strong>{' '}
        <span className={styles.quiet}>{t('consentDetail', { why, n: sum.total })}</span>
      </p>
      {problem && (
        <p className={styles.alert} role="alert">
          {problem}
        </p>
      )}
      {mayDecide && refusing && (
        <ReasonForm kind="refuse" command={command} ownerId={ownId} onDone={() => setRefusing(false)} />
      )}
      {mayDecide && !refusing && (
        <div className={styles.buttons}>
          <Button size="small" look="quiet" icon={X} onClick={() => setRefusing(true)}>
            {t('refuse')}
          </Button>
          <Button size="small" look="primary" icon={Check} busy={busy} onClick={() => void confirm()}>
            {t('confirm')}
          </Button>
        </div>
      )}
    </div>
  );
}

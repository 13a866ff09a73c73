import { Eye, EyeOff, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { CaseView, Revealed } from '#shared/contract/views.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import { common, formatDuration, formatTime, refusalWords, useTexts } from '../../../i18n/index.ts';
import { isSetAside, useCentreTime, useOwnId } from '../../../parts/index.ts';
import { useNow, useStation, useStatus } from '../../../station/index.ts';
import { Button, Icon, Spinner, useKeys } from '../../../ui/index.ts';
import caseStyles from '../case.module.css';
import { texts } from '../locale.ts';
import styles from './personal.module.css';
import { RevealForm } from './RevealForm.tsx';
import { isPersonal, personalLines } from './revealed.ts';

/** The key that asks for what is personal in the open case. */
export const REVEAL_KEY = 'P';

/** Why this operator cannot look now, in words; null when they can. */
function useHindrance(): string | null {
  const t = useTexts(texts);
  const status = useStatus();
  const roles = status?.session.user?.roles ?? [];
  if (!OP_ROLES['contact.reveal'].some((role) => roles.includes(role))) return refusalWords({ reason: 'role-missing' });
  return status?.link.state === 'online' ? null : t('personal.alone');
}

function Open({ view, revealed }: { view: CaseView; revealed: Revealed }) {
  const t = useTexts(texts);
  const station = useStation();
  const atCentre = useCentreTime();
  const now = useNow(1000);
  const until = atCentre(revealed.until);
  const { contact, texts: shown } = revealed;
  return (
    <div className={styles.open}>
      {contact && (
        <p className={styles.who} data-selectable>
          {[contact.name, contact.phone].filter(Boolean).join('　')}
        </p>
      )}
      {contact?.note && <p data-selectable>{contact.note}</p>}
      {shown.length > 0 && <p className={styles.hint}>{t('personal.textsShown', { n: shown.length })}</p>}
      <div className={styles.foot}>
        <span className={styles.revealed} role="timer">
          <Icon icon={Eye} />
          {t('personal.until', { time: formatTime(until, now), left: formatDuration(Math.max(0, until - now)) })}
        </span>
        <Button size="small" icon={EyeOff} onClick={() => void station.maskAgain(view.case.id)}>
          {t('personal.maskAgain')}
        </Button>
      </div>
    </div>
  );
}

function Masked({ view, isAsked, onAsk }: { view: CaseView; isAsked: boolean; onAsk: (() => void) | null }) {
  const t = useTexts(texts);
  const hindrance = useHindrance();
  const { contact } = view;
  const lines = personalLines(view).length;
  return (
    <>
      <div className={styles.contact}>
        {contact && <span className={styles.who}>{[contact.name, contact.phone].filter(Boolean).join('　')}</span>}
        <span className={styles.masked}>
          <Icon icon={ShieldCheck} /> {t(contact ? 'facts.contactHint' : 'personal.linesOnly', { n: lines })}
        </span>
        {onAsk && (
          <Button
            size="small"
            icon={Eye}
            shortcut={REVEAL_KEY}
            disabled={hindrance !== null}
            aria-describedby="reveal-hint"
            onClick={onAsk}
          >
            {t('personal.reveal')}
          </Button>
        )}
      </div>
      {isAsked && (
        <p className={styles.hint} role="status">
          <Spinner /> {t('personal.asked')}
        </p>
      )}
      {onAsk && (
        <p id="reveal-hint" className={styles.hint}>
          {hindrance ?? t('personal.needsCentre')}
        </p>
      )}
    </>
  );
}

/** What is personal in a case: masked, with the way to look at it for a reason; shown, with the time that is left. */
export function Personal({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const ownerId = useOwnId();
  const hindrance = useHindrance();
  const [asks, setAsks] = useState(false);
  const { revealed } = view;
  const isAsked = view.waiting.some((item) => item.kind === 'contact.reveal' && !isSetAside(item));
  const mayAsk = isPersonal(view) && revealed === null && !isAsked;
  useKeys([
    {
      keys: REVEAL_KEY,
      label: tc('ops.contact.reveal'),
      group: t('keys'),
      enabled: mayAsk && !asks && hindrance === null,
      run: () => setAsks(true),
    },
  ]);
  if (!isPersonal(view)) return null;
  return (
    <section className={caseStyles.section}>
      <h4 className={caseStyles.heading}>{t('personal.heading')}</h4>
      {revealed ? (
        <Open view={view} revealed={revealed} />
      ) : (
        <Masked view={view} isAsked={isAsked} onAsk={mayAsk && !asks ? () => setAsks(true) : null} />
      )}
      {mayAsk && asks && (
        <RevealForm key={ownerId} view={view} ownerId={ownerId} hindrance={hindrance} onClose={() => setAsks(false)} />
      )}
    </section>
  );
}

import { Clock3, RotateCcw, ShieldAlert, Undo2 } from 'lucide-react';
import { ENDED_STATES } from '#shared/domain/case.ts';
import type { CaseView } from '#shared/contract/views.ts';
import { common, formatTime, useTexts } from '../../i18n/index.ts';
import { ClaimMark, type ShownClaim, useClaimVerbs } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { Badge, Icon, Remaining, StateTag, UrgencyMark } from '../../ui/index.ts';
import styles from './case.module.css';
import { texts } from './locale.ts';

/** The clock as it is shown: remaining time, when it ends, and the limit first given if that was another. */
function Clock({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { clock } = view.case;
  if (!clock) return null;
  return (
    <span className={styles.clock}>
      <span className={styles.stage}>{t('stageLimit', { stage: tc(`stages.${clock.stage}`) })}</span>
      <Remaining clock={{ ...clock, stoppedAt: clock.stoppedAt ?? null }} />
      <span>{t('due', { time: formatTime(clock.dueAt, now) })}</span>
      {clock.firstDueAt !== clock.dueAt && (
        <s className={styles.firstDue}>{t('firstDue', { time: formatTime(clock.firstDueAt, now) })}</s>
      )}
      {clock.extensions > 0 && <span>{t('extended', { n: clock.extensions })}</span>}
    </span>
  );
}

function Supervised({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { supervision } = view.case;
  if (!supervision) return null;
  const by = view.events.findLast((event) => event.actor.id === supervision.byId)?.actor.name ?? supervision.byId;
  const due =
    supervision.dueAt === undefined ? '' : ` · ${t('supervisionDue', { time: formatTime(supervision.dueAt, now) })}`;
  return (
    <span className={styles.flag} title={t('supervisedBy', { by, time: formatTime(supervision.at, now) })}>
      <Icon icon={ShieldAlert} />
      {tc('words.supervision', { level: supervision.level })}
      {due}
    </span>
  );
}

/** Who has the case before them; while alone that cannot be known, and work goes on. */
function WhoHasIt({ claim, isOpen }: { claim: ShownClaim | null; isOpen: boolean }) {
  const t = useTexts(texts);
  const { isOnline, may } = useClaimVerbs();
  if (!isOpen || !may) return null;
  if (!isOnline) return <span className={styles.stage}>{t('claim.alone')}</span>;
  return claim && <ClaimMark claim={claim} />;
}

/** What the case is, how urgent, where it stands and how long it has. */
export function CaseHead({ view, claim }: { view: CaseView; claim: ShownClaim | null }) {
  const t = useTexts(texts);
  const { case: shown, waiting } = view;
  return (
    <div className={styles.head}>
      <h3 className={styles.title} data-selectable>
        {shown.title}
      </h3>
      <div className={styles.marks}>
        <StateTag state={shown.state} />
        <UrgencyMark urgency={shown.urgency} words />
        <WhoHasIt claim={claim} isOpen={!ENDED_STATES.includes(shown.state)} />
        <Clock view={view} />
        <Supervised view={view} />
        {shown.returns > 0 && (
          <span className={styles.flag}>
            <Icon icon={Undo2} />
            {t('returned', { n: shown.returns })}
          </span>
        )}
        {shown.reworks > 0 && (
          <span className={styles.flag}>
            <Icon icon={RotateCcw} />
            {t('reworked', { n: shown.reworks })}
          </span>
        )}
        {waiting.length > 0 && (
          <Badge look="warn">
            <span className={styles.inBadge}>
              <Icon icon={Clock3} />
              {t('waitingCount', { n: waiting.length })}
            </span>
          </Badge>
        )}
      </div>
    </div>
  );
}

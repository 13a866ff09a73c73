import type { CaseView } from '#shared/contract/views.ts';
import { type CaseEvent, TIERS } from '#shared/domain/case.ts';
import { needsSecond } from '#shared/domain/extensions.ts';
import { extensionRuleOf } from '#shared/protocol/desks.ts';
import { common, formatDate, formatTime, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Button, classes } from '../../../ui/index.ts';
import { mayTake } from '../actions.ts';
import { DueWords } from '../forms/dispatch/DueWords.tsx';
import type { FormAction } from '../forms/spec.ts';
import { texts as caseTexts } from '../locale.ts';
import { texts } from './locale.ts';
import styles from './standing.module.css';
import { SupervisionNote } from './SupervisionNote.tsx';
import { lastOf, nameOf } from './who.ts';

export interface StandingProps {
  view: CaseView;
  /** opens the form of an action */
  onForm: (action: FormAction) => void;
}

function Extension({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const policy = useFeed('case.policy', {}).data;
  const { extension, clock, categoryCode } = view.case;
  if (!extension) return null;
  const rule = policy && extensionRuleOf(policy, categoryCode);
  const second = lastOf(view, 'grant-extension');
  const two = extension.grantedById !== undefined || needsSecond(view.case, extension.until, { extensionRule: rule });
  return (
    <div className={styles.note}>
      <p>
        {t('extension.asked', {
          by: nameOf(view, extension.byId),
          time: formatTime(extension.at, now),
          until: formatTime(extension.until, now),
          reason: extension.reason,
        })}
      </p>
      {clock && <DueWords at={extension.until} unit={clock.limit.unit} limit={clock.dueAt} kind="extension" />}
      <p className={styles.quiet}>
        {extension.grantedById === undefined
          ? t(two ? 'extension.needsTwo' : 'extension.needsOne')
          : t('extension.waitsSecond', {
              by: nameOf(view, extension.grantedById),
              time: formatTime(second?.at ?? extension.at, now),
            })}
      </p>
    </div>
  );
}

function Suspension({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { reviewAt } = view.case;
  if (reviewAt === null) return null;
  const isDue = reviewAt <= now;
  const day = `${formatDate(reviewAt)} ${formatTime(reviewAt, reviewAt)}`;
  return (
    <p className={classes(styles.note, isDue && styles.alert)}>
      {t(isDue ? 'suspended.due' : 'suspended.until', { day })}
    </p>
  );
}

function Climbing({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { tier, clock, state } = view.case;
  const climbs = view.events.filter(({ action }) => action === 'climb');
  const next = TIERS[TIERS.indexOf(tier) + 1];
  const waits = clock && clock.stoppedAt === undefined && next && state !== 'escalated' && next !== 'district';
  if (climbs.length === 0 && !waits) return null;
  return (
    <p className={styles.quiet}>
      {climbs.map((event) => (
        <span key={event.id} className={styles.step}>
          {t('climbed', { time: formatTime(event.at, now), tier: tc(`tiers.${tierOf(event) ?? tier}`) })}
        </span>
      ))}
      {waits && <span className={styles.step}>{t('willClimb', { tier: tc(`tiers.${next}`) })}</span>}
    </p>
  );
}

function tierOf({ detail }: CaseEvent) {
  return TIERS.find((tier) => tier === detail['toTier']);
}

function Escalation({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const tCase = useTexts(caseTexts);
  const now = useNow(10_000);
  const sent = lastOf(view, 'escalate');
  const answer = lastOf(view, 'answer-escalation');
  if (view.case.state === 'escalated' && sent)
    return (
      <p className={styles.note}>
        {t('escalated', { by: sent.actor.name, time: formatTime(sent.at, now), reason: sent.note })}
      </p>
    );
  if (!answer) return null;
  const outcome = answer.detail['outcome'] === 'handled' ? 'handled' : 'back';
  return (
    <p className={styles.quiet}>
      {t('escalationAnswered', {
        time: formatTime(answer.at, now),
        outcome: tCase(`outcomes.${outcome}`),
        note: answer.note,
      })}
    </p>
  );
}

function Recheck({ view, onForm }: StandingProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { recheck } = view.case;
  if (!recheck) return null;
  if (recheck.passed === undefined) return <p className={styles.note}>{t('recheck.waits')}</p>;
  const values = { by: nameOf(view, recheck.byId ?? ''), time: formatTime(recheck.at ?? recheck.sampledAt, now) };
  if (recheck.passed) return <p className={styles.quiet}>{t('recheck.passed', values)}</p>;
  return (
    <p className={classes(styles.note, styles.alert)}>
      {t('recheck.failed', values)}{' '}
      {mayTake(view.actions, 'reopen') ? (
        <Button size="small" onClick={() => onForm('reopen')}>
          {t('recheck.reopen')}
        </Button>
      ) : (
        t('recheck.forLead')
      )}
    </p>
  );
}

function Complaints({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { complaints = 0, reportedAt } = view.case;
  const last = lastOf(view, 'complain');
  if (complaints === 0) return null;
  return (
    <p className={styles.note}>{t('complained', { n: complaints, time: formatTime(last?.at ?? reportedAt, now) })}</p>
  );
}

function Checkers({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const { checkerIds = [] } = view.case;
  const names = useFeed('worker.names', { ids: checkerIds }, { enabled: checkerIds.length > 0 }).data ?? [];
  if (checkerIds.length === 0) return null;
  const words = checkerIds.map((id) => names.find((worker) => worker.id === id)?.name ?? id).join(t('listGap'));
  return <p className={styles.note}>{t('checkers', { names: words })}</p>;
}

/** How the case stands beside its state: what waits for whom, since when, and what happens by itself next. */
export function Standing(props: StandingProps) {
  const { view } = props;
  const language = useLanguage();
  const departments = useFeed('department.list', {}).data ?? [];
  const department = (id: string) => {
    const known = departments.find(({ code }) => code === id);
    return known ? nameIn(language, known) : id;
  };
  return (
    <div className={styles.standing}>
      <Extension view={view} />
      <Suspension view={view} />
      <SupervisionNote {...props} nameOfDepartment={department} />
      <Escalation view={view} />
      <Recheck {...props} />
      <Complaints view={view} />
      <Checkers view={view} />
      <Climbing view={view} />
    </div>
  );
}

import { Building2, UserRound, UserRoundPlus } from 'lucide-react';
import type { CaseView } from '#shared/contract/views.ts';
import { assignmentsOf, movable, type Move } from '#shared/domain/assignments.ts';
import type { Assignment } from '#shared/domain/case.ts';
import { common, formatTime, useTexts } from '../../../i18n/index.ts';
import { useNames, WorkerLink } from '../../../parts/index.ts';
import { useAct, useNow } from '../../../station/index.ts';
import { Button, classes, Icon } from '../../../ui/index.ts';
import { mayTake } from '../actions.ts';
import styles from '../case.module.css';
import type { FormAction } from '../forms/spec.ts';
import own from './assignments.module.css';
import { texts } from './locale.ts';
import { returnsOf } from './returns.ts';

interface AssignmentsProps {
  view: CaseView;
  onForm: (action: FormAction, about?: string) => void;
  onOpenWorker: (id: string) => void;
}

const MOVES: readonly Move[] = ['start', 'report-back', 'return'];

interface RowProps extends AssignmentsProps {
  one: Assignment;
  name: string;
  isLead: boolean;
  /** the department that leads acts through the workers named with it */
  others: readonly Assignment[];
}

/** One of those who have the case, how far it is with them, and what can be recorded for them by hand. */
function Row({ view, one, name, isLead, others, onForm, onOpenWorker }: RowProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const act = useAct();
  const about = `${one.kind}:${one.id}`;
  const { case: shown } = view;
  const take = (move: Move) => {
    if (move !== 'start') return onForm(move, about);
    const payload = { assigneeId: one.id };
    void act('case.start', { entityId: shown.id, baseVersion: shown.version, payload, subject: name });
  };
  const moves = MOVES.filter((move) => mayTake(view.actions, move) && movable(others, move, one.id).length > 0);
  const mayTakeOff = mayTake(view.actions, 'unassign') && others.length > 1;
  return (
    <li className={own.row}>
      <span className={own.name}>
        <Icon icon={one.kind === 'department' ? Building2 : UserRound} />
        {one.kind === 'worker' ? (
          <WorkerLink className={styles.link} id={one.id} name={name} onOpen={onOpenWorker} />
        ) : (
          name
        )}
        {isLead && <span className={own.lead}>{t('lead')}</span>}
      </span>
      <span className={classes(own.state, own[one.state])}>{t(`states.${one.state}`)}</span>
      <time className={styles.quiet} dateTime={new Date(one.at).toISOString()}>
        {t('since', { time: formatTime(one.at, now) })}
      </time>
      <span className={own.verbs}>
        {moves.map((move) => (
          <Button
            key={move}
            size="small"
            look="quiet"
            aria-label={t('of', { name, verb: tc(`actions.${move}`) })}
            onClick={() => take(move)}
          >
            {tc(`actions.${move}`)}
          </Button>
        ))}
        {mayTakeOff && (
          <Button
            size="small"
            look="quiet"
            aria-label={t('of', { name, verb: tc('actions.unassign') })}
            onClick={() => onForm('unassign', about)}
          >
            {tc('actions.unassign')}
          </Button>
        )}
      </span>
    </li>
  );
}

/** Every time the case came back, with who gave it back and why: a loop shows. */
function Returns({ view, nameOf }: { view: CaseView; nameOf: (id: string) => string }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const returns = returnsOf(view);
  if (returns.length === 0) return null;
  return (
    <details className={own.returns}>
      <summary>{t('returns', { n: returns.length })}</summary>
      <ul>
        {returns.map(({ event, assigneeId, isOwn }) => (
          <li key={event.id}>
            {t(isOwn ? 'returnOwn' : 'returnLine', {
              time: formatTime(event.at, now),
              by: event.actor.name,
              name: isOwn ? event.actor.name : assigneeId === null ? t('everybody') : nameOf(assigneeId),
              reason: event.note,
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** All who must act, each by itself: one more can be assigned, one taken off, and a step recorded for one of them. */
export function Assignments(props: AssignmentsProps) {
  const { view, onForm } = props;
  const t = useTexts(texts);
  const tc = useTexts(common);
  const assignments = assignmentsOf(view.case);
  const nameOf = useNames(assignments.filter(({ kind }) => kind === 'worker').map(({ id }) => id));
  if (assignments.length === 0 && returnsOf(view).length === 0) return null;
  const done = assignments.filter(({ state }) => state === 'reported-back').length;
  return (
    <section className={styles.section} aria-label={t('heading')}>
      <h4 className={styles.heading}>
        {t('heading')}
        {assignments.length > 1 && <span className={own.count}>{t('done', { n: assignments.length, done })}</span>}
        {mayTake(view.actions, 'assign') && (
          <Button size="small" look="quiet" icon={UserRoundPlus} onClick={() => onForm('assign')}>
            {tc('actions.assign')}
          </Button>
        )}
      </h4>
      <ul className={own.rows}>
        {assignments.map((one, at) => (
          <Row
            key={`${one.kind}:${one.id}`}
            {...props}
            one={one}
            name={nameOf(one.id)}
            isLead={at === 0 && one.kind === 'department' && assignments.length > 1}
            others={assignments}
          />
        ))}
      </ul>
      <Returns view={view} nameOf={nameOf} />
    </section>
  );
}

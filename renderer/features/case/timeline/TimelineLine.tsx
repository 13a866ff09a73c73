import { ArrowRight } from 'lucide-react';
import type { CaseEvent, CaseState } from '#shared/domain/case.ts';
import { common, formatFullTime, formatTime, useTexts } from '../../../i18n/index.ts';
import { MediaGroup } from '../../../parts/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { classes, Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { PersonalText } from '../personal/PersonalText.tsx';
import { detailOf } from './lineDetail.ts';
import styles from './timeline.module.css';
import { useDetailWords } from './useDetailWords.ts';

/** Clocks this far apart are worth a word, ms. */
const CLOCKS_APART = 60_000;

/** What a line's dot says: backward, ended, pressed, or simply on. */
const TONES: Partial<Record<CaseEvent['action'], 'back' | 'end' | 'press'>> = {
  return: 'back',
  'verify-fail': 'back',
  'refuse-extension': 'back',
  reopen: 'back',
  reject: 'end',
  merge: 'end',
  cancel: 'end',
  'verify-pass': 'end',
  supervise: 'press',
  escalate: 'press',
  climb: 'press',
};

function Target({ id }: { id: string }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const target = useFeed('case.get', { id }).data;
  const number = target ? (target.case.number ?? tc('numberPending')) : id;
  return t('timeline.into', { number: `${number} ${target?.case.title ?? ''}` });
}

/** What the action said beside its note: to whom, until when, how far, and the case it leads to. */
function Detail({ event, nameOf }: { event: CaseEvent; nameOf: (id: string) => string }) {
  const words = useDetailWords(nameOf)(event);
  const { intoId, majorId } = detailOf(event);
  const otherId = intoId ?? majorId;
  if (words === '' && !otherId) return null;
  return (
    <p className={styles.detail}>
      {words}
      {otherId && <Target id={otherId} />}
    </p>
  );
}

function Change({ from, to }: { from: CaseState | null; to: CaseState }) {
  const tc = useTexts(common);
  if (from === to) return null;
  return (
    <span className={styles.change}>
      {from && (
        <>
          {tc(`states.${from}`)} <Icon icon={ArrowRight} />
        </>
      )}{' '}
      {tc(`states.${to}`)}
    </span>
  );
}

interface TimelineLineProps {
  event: CaseEvent;
  /** the text of a line marked personal while it may be looked at, else null */
  revealed: string | null;
  nameOf: (id: string) => string;
}

/** One line of the history: what was done, by whom, when, and what was said and shown with it. */
export function TimelineLine({ event, revealed, nameOf }: TimelineLineProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { action, actor, note, media } = event;
  const tone = TONES[action];
  const apart = Math.abs(event.at - event.deskAt) > CLOCKS_APART;
  return (
    <li className={classes(styles.line, tone && styles[tone])}>
      <div className={styles.lineHead}>
        <strong>{tc(`actions.${action}`)}</strong>
        <Change from={event.from} to={event.to} />
        <time
          className={styles.when}
          dateTime={new Date(event.at).toISOString()}
          title={
            apart
              ? `${formatFullTime(event.at)} (${t('timeline.deskTime', { time: formatFullTime(event.deskAt) })})`
              : formatFullTime(event.at)
          }
        >
          {formatTime(event.at, now, true)}
        </time>
      </div>
      <p className={styles.who}>
        {t(`timeline.kinds.${actor.kind}`)}
        {actor.kind !== 'system' && ` · ${actor.name}`}
      </p>
      <Detail event={event} nameOf={nameOf} />
      {note && (
        <p className={styles.note} data-selectable>
          <PersonalText text={note} revealed={revealed} />
        </p>
      )}
      {media.length > 0 && <MediaGroup media={media} small />}
    </li>
  );
}

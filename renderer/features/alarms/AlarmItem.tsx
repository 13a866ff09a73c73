import { Check } from 'lucide-react';
import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { z } from 'zod';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { needsNote } from '#shared/domain/alarms/alarm.ts';
import { common, formatTime, refusalWords, useProblem, useTexts } from '../../i18n/index.ts';
import { useDraft, useFormKeys, useMay, useOwnId, WorkerLink } from '../../parts/index.ts';
import { useAct, useNow, useStation } from '../../station/index.ts';
import { Button, classes, showToast, TextField } from '../../ui/index.ts';
import styles from './alarms.module.css';
import { texts } from './locale.ts';

const noteSchema = z.object({ note: z.string() });
const EMPTY = { note: '' };
/** Words that most alarms end with; the note stays free. */
const USUAL_NOTES = ['called', 'sent', 'known', 'mistaken'] as const;

/** What was done about it, in words; kept while it is being written. */
function NoteForm({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const t = useTexts(texts);
  const act = useAct();
  const draft = useDraft(`${useOwnId()}.alarm.${alarm.id}`, noteSchema, EMPTY);
  const [problem, setProblem] = useProblem();
  const form = useRef<HTMLFormElement>(null);
  const { note } = draft.value;
  const send = async () => {
    if (needsNote(alarm) && note.trim() === '') return setProblem(t('noteMissing'));
    const payload = { note: note.trim() };
    const answer = await act('alarm.acknowledge', { entityId: alarm.id, payload, subject: alarm.title });
    if (!answer.ok) return setProblem(answer);
    draft.sent();
    onClose();
  };
  useFormKeys(form, { send: () => void send(), close: onClose });
  const change = (next: string) => {
    setProblem(null);
    draft.change({ note: next });
  };
  return (
    <form
      ref={form}
      className={styles.note}
      aria-label={t('acknowledge')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        label={t('note')}
        labelHidden
        placeholder={t('note')}
        autoFocus
        maxLength={1000}
        value={note}
        error={problem}
        onChange={change}
      />
      <div className={styles.usual}>
        {USUAL_NOTES.map((name) => (
          <Button key={name} size="small" look="quiet" onClick={() => change(t(`usual.${name}`))}>
            {t(`usual.${name}`)}
          </Button>
        ))}
        <Button type="submit" size="small" look="primary" icon={Check}>
          {t('acknowledge')}
        </Button>
      </div>
    </form>
  );
}

/** What was measured, in words of its kind. */
function useFigure({ kind, figure }: Alarm): string | null {
  const t = useTexts(texts);
  if (figure === null) return null;
  if (kind === 'speed') return t('figures.speed', { n: figure });
  if (kind === 'crowding') return t('figures.cases', { n: figure });
  if (kind === 'stale') return t('figures.silent', { n: figure });
  if (kind === 'welfare') return t('figures.late', { n: figure });
  return t('figures.metres', { n: figure });
}

/** Whom or what it is about; each worker can be dragged away by their name. */
function Subject({ alarm: { title, workers } }: { alarm: Alarm }) {
  const names = workers.map(({ name }) => name).join('、');
  return (
    <>
      {workers.map((worker, at) => (
        <Fragment key={worker.id}>
          {at > 0 && '、'}
          <WorkerLink {...worker} />
        </Fragment>
      ))}
      {title.slice(names.length)}
    </>
  );
}

/** What became of it: acknowledged, ended, or both. */
function Outcome({ alarm }: { alarm: Alarm }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { acknowledgedAt, acknowledgedBy, endedAt, note, waiting } = alarm;
  if (acknowledgedAt === null && endedAt === null) return null;
  return (
    <p className={styles.by}>
      {endedAt !== null && <span>{t('ended', { time: formatTime(endedAt, now) })}</span>}
      {acknowledgedAt !== null && (
        <span>{t('acknowledgedBy', { name: acknowledgedBy ?? '', time: formatTime(acknowledgedAt, now) })}</span>
      )}
      {note && <span>{note}</span>}
      {waiting && <span>{t('waiting')}</span>}
    </p>
  );
}

interface ItemProps {
  alarm: Alarm;
  isWanted: boolean;
  onShow: (alarm: Alarm) => void;
  /** a key was pressed on one of its buttons: the list goes to another alarm by it */
  onStep: (event: KeyboardEvent) => void;
}
export function AlarmItem({ alarm, isWanted, onShow, onStep }: ItemProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const station = useStation();
  const now = useNow(10_000);
  const may = useMay('alarm.acknowledge');
  const [noting, setNoting] = useState(false);
  const show = useRef<HTMLButtonElement>(null);
  const figure = useFigure(alarm);
  const acknowledge = async () => {
    if (alarm.of === 'centre') return setNoting(true);
    const answer = await station.acknowledge(alarm.id);
    if (!answer.ok) showToast({ title: t('failed'), detail: refusalWords(answer), look: 'warn' });
  };
  const close = () => {
    setNoting(false);
    show.current?.focus();
  };
  return (
    <li
      className={classes(styles.item, alarm.open && styles.openItem, isWanted && styles.wantedItem)}
      data-priority={alarm.priority}
      data-alarm={alarm.id}
      data-open={alarm.open}
    >
      <div className={styles.line}>
        <div className={styles.words}>
          <span className={styles.priority}>{tc(`alarmPriorities.${alarm.priority}`)}</span>
          <span className={styles.kind}>{tc(`alarms.${alarm.kind}`)}</span>
          <time className={styles.time}>{formatTime(alarm.at, now, true)}</time>
          {figure && <span className={styles.time}>{figure}</span>}
          <p className={styles.subject}>
            <Subject alarm={alarm} />
          </p>
          <Outcome alarm={alarm} />
        </div>
        <Button ref={show} data-alarm-first size="small" look="quiet" onClick={() => onShow(alarm)} onKeyDown={onStep}>
          {t('show')}
        </Button>
        {alarm.open && !noting && (may || alarm.of === 'desk') && (
          <Button size="small" icon={Check} onClick={() => void acknowledge()} onKeyDown={onStep}>
            {t('acknowledge')}
          </Button>
        )}
      </div>
      {noting && alarm.open && <NoteForm alarm={alarm} onClose={close} />}
    </li>
  );
}

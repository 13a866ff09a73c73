import { HOUR_MS, statutoryCalendar, workingDayMs } from '#shared/domain/calendar.ts';
import type { Limit } from '#shared/domain/case.ts';
import { dueTimeOf, type RestDays, retiming } from '#shared/domain/dueTime.ts';
import {
  formatDate,
  formatDuration,
  formatRemaining,
  formatTime,
  useLanguage,
  useTexts,
} from '../../../../i18n/index.ts';
import { useNow } from '../../../../station/index.ts';
import { classes } from '../../../../ui/index.ts';
import styles from './dispatch.module.css';
import { texts } from './locale.ts';

const calendar = statutoryCalendar();
const MINUTE_MS = 60_000;
/** weekends and holidays named of a long time; the others are counted */
const NAMED_RESTS = 3;

/** Working time in its own words: a working day is no 24 hours. */
function useWorkingWords(): (ms: number) => string {
  const t = useTexts(texts);
  return (ms) => {
    const all = Math.abs(ms);
    const day = workingDayMs(calendar);
    const days = Math.floor(all / day);
    const hours = Math.floor((all % day) / HOUR_MS);
    const minutes = Math.floor((all % HOUR_MS) / MINUTE_MS);
    const parts = [
      days > 0 && t('due.days', { n: days }),
      hours > 0 && t('due.hours', { n: hours }),
      days === 0 && (minutes > 0 || hours === 0) && t('due.minutes', { n: minutes }),
    ];
    return parts.filter(Boolean).join(' ');
  };
}

function useRestWords(): (rest: RestDays) => string {
  const t = useTexts(texts);
  const language = useLanguage();
  return ({ from, days, name }) => {
    const said = name ? (language === 'en' ? name.en : name.zh) : t('due.weekend');
    const values = { name: said, from: from.slice(5), n: days };
    return days === 1 ? t('due.run', values) : t('due.runDays', values);
  };
}

interface DueWordsProps {
  at: number;
  unit: Limit['unit'];
  /** what it stands for: said when another was chosen */
  limit?: number | null;
  /** an extension is later by its nature */
  kind?: 'dispatch' | 'extension';
}

/** A due time in full: its day with the weekday, the working time until then, and which days do not count. */
export function DueWords({ at, unit, limit = null, kind = 'dispatch' }: DueWordsProps) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const working = useWorkingWords();
  const rest = useRestWords();
  const due = dueTimeOf(now, at, unit, calendar);
  const changed = retiming(limit, at);
  const clock = formatTime(at, at);
  const restDays = (skipped: readonly RestDays[]) => {
    const named = skipped.slice(0, NAMED_RESTS).map(rest).join(t('due.listGap'));
    const more = skipped.length - NAMED_RESTS;
    return more > 0 ? `${named} ${t('due.moreRest', { n: more })}` : named;
  };
  const words = [
    due.workingMs === null
      ? t('due.roundClock', { left: formatRemaining(at, now) })
      : t(due.workingMs < 0 ? 'due.workingOver' : 'due.working', { duration: working(due.workingMs) }),
    due.skipped.length > 0 && t('due.skipped', { days: restDays(due.skipped) }),
    due.madeUp.length > 0 && t('due.madeUp', { days: due.madeUp.map((day) => day.slice(5)).join(t('due.listGap')) }),
    !due.certain && t('due.uncertain'),
  ].filter(Boolean);
  return (
    <span className={styles.due}>
      <strong>{t('due.at', { day: formatDate(at), clock })}</strong>
      {words.map((word) => (
        <span key={String(word)}>{word}</span>
      ))}
      {changed && limit !== null && (
        <span className={classes(kind === 'dispatch' && changed === 'looser' && styles.warn)}>
          {t(kind === 'extension' && changed === 'looser' ? 'due.extended' : `due.${changed}`, {
            duration: formatDuration(at - limit),
          })}
        </span>
      )}
    </span>
  );
}

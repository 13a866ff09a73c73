import { common } from './common.ts';
import { currentLanguage, translate } from './texts.ts';

/**
 * Numbers, times and distances in words. All take milliseconds since the epoch or metres, and the gateway's now where
 * an age matters; all speak the page's current language, so a component that uses one also uses `useTexts`.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
function dayText(date: Date, now: Date): string {
  const year = date.getFullYear() === now.getFullYear() ? '' : `${date.getFullYear()}-`;
  return `${year}${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** `14:05`, with the date when it is not today (`11-03 14:05`) and the year when it is not this year. */
export function formatTime(at: number, now: number, seconds = false): string {
  const date = new Date(at);
  const today = new Date(now);
  const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}${seconds ? `:${pad(date.getSeconds())}` : ''}`;
  return sameDay(date, today) ? clock : `${dayText(date, today)} ${clock}`;
}

/** `2026-11-23 14:05:09`: for histories and tooltips, never short. */
export function formatFullTime(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** The date with its weekday, for the clock of the status strip. */
export function formatDate(at: number): string {
  return new Intl.DateTimeFormat(currentLanguage(), { month: 'long', day: 'numeric', weekday: 'short' }).format(at);
}

/** The two largest parts of a length of time: `3天4时`, `2时15分`, `15分`, `40秒`. */
export function formatDuration(milliseconds: number): string {
  const total = Math.abs(milliseconds);
  const parts: [keyof typeof common.zh.time & ('days' | 'hours' | 'minutes' | 'seconds'), number][] = [
    ['days', Math.floor(total / DAY)],
    ['hours', Math.floor((total % DAY) / HOUR)],
    ['minutes', Math.floor((total % HOUR) / MINUTE)],
    ['seconds', Math.floor((total % MINUTE) / SECOND)],
  ];
  const first = parts.findIndex(([, n]) => n > 0);
  if (first === -1) return translate(common, 'time.seconds', { n: 0 });
  const shown = first >= 2 ? parts.slice(first, first + 1) : parts.slice(first, first + 2).filter(([, n]) => n > 0);
  const gap = currentLanguage() === 'en' ? ' ' : '';
  return shown.map(([unit, n]) => translate(common, `time.${unit}`, { n })).join(gap);
}

/** `剩 2时15分` or `超 35分`. */
export function formatRemaining(dueAt: number, now: number): string {
  const duration = formatDuration(dueAt - now);
  return translate(common, dueAt >= now ? 'time.left' : 'time.over', { duration });
}

/** `3分钟前`; under 5 s `刚刚`. */
export function formatAge(at: number, now: number): string {
  const age = Math.max(0, now - at);
  if (age < 5 * SECOND) return translate(common, 'time.justNow');
  if (age < MINUTE) return translate(common, 'time.secondsAgo', { count: Math.floor(age / SECOND) });
  if (age < HOUR) return translate(common, 'time.minutesAgo', { count: Math.floor(age / MINUTE) });
  if (age < DAY) return translate(common, 'time.hoursAgo', { count: Math.floor(age / HOUR) });
  return translate(common, 'time.daysAgo', { count: Math.floor(age / DAY) });
}

/** `350 米`, `1.2 公里`. */
export function formatDistance(metres: number): string {
  if (metres < 1000) return translate(common, 'units.metres', { n: Math.round(metres) });
  const kilometres = metres / 1000;
  const n = kilometres < 10 ? kilometres.toFixed(1) : String(Math.round(kilometres));
  return translate(common, 'units.kilometres', { n });
}

/** What is enclosed: `850 平方米`, `0.42 平方公里`, `12 平方公里`. */
export function formatArea(squareMetres: number): string {
  if (squareMetres < 10_000) return translate(common, 'units.squareMetres', { n: Math.round(squareMetres) });
  const square = squareMetres / 1_000_000;
  const n = square < 10 ? square.toFixed(2) : formatCount(Math.round(square));
  return translate(common, 'units.squareKilometres', { n });
}

/** `12,345`. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(currentLanguage()).format(count);
}

/** A rate with its `n`, `–` when the denominator is zero: `93.7% (911/972)`. */
export function formatRate(rate: { value: number | null; n: number; of: number }): string {
  if (rate.value === null || rate.of === 0) return '–';
  return `${(rate.value * 100).toFixed(1)}% (${formatCount(rate.n)}/${formatCount(rate.of)})`;
}

/** The size of a file in units of 1000: `12 kB`, `3.4 MB`, `2.1 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

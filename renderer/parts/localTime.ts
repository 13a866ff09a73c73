function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A time (ms since the epoch) as people type it: `2026-11-23 14:05`, local, whole minutes. */
export function localInput(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** `[[year-]month-day ]hour:minute`, with the separators of a Chinese or English keyboard. */
const TYPED = /^(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?[\sT]+)?(\d{1,2})[:：](\d{2})$/;

/**
 * The time somebody typed, ms since the epoch; null when it is none. Without a year this year is meant, without a day
 * the next such hour after `now`.
 */
export function parseLocalInput(text: string, now: number): number | null {
  const found = TYPED.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hours = '', minutes = ''] = found;
  const date = new Date(now);
  if (month && day) date.setFullYear(year ? Number(year) : date.getFullYear(), Number(month) - 1, Number(day));
  date.setHours(Number(hours), Number(minutes), 0, 0);
  const isReal =
    Number(hours) < 24 && Number(minutes) < 60 && (!day || (date.getDate() === Number(day) && Number(month) <= 12));
  if (!isReal) return null;
  if (!day && date.getTime() <= now) date.setDate(date.getDate() + 1);
  return date.getTime();
}

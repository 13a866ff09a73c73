function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A time (ms since the epoch) as a `datetime-local` input wants it: `2026-11-23T14:05`, local, whole minutes. */
export function localInput(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The time of a `datetime-local` input's text, ms since the epoch; null when it is none. */
export function parseLocalInput(text: string): number | null {
  const at = text ? new Date(text).getTime() : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

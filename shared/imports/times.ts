const SHANGHAI_MS = 8 * 3_600_000;
const FORM =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})[:：时点](\d{1,2})分?(?:[:：]?(\d{1,2})(?:\.\d+)?秒?)?)?(Z|[+-]\d{2}:?\d{2})?$/u;

/**
 * A time as tables write it, in Shanghai unless it says its zone; ms since the epoch, null when it is none. Days that no calendar has
 * are none.
 */
export function timeOf(text: string): number | null {
  const parts = FORM.exec(text.trim());
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(at);
  const isReal =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return isReal ? at - zoneMs(parts[7]) : null;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined) return SHANGHAI_MS;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

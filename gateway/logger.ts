import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type { Logger };

/** Fields that never reach a log, wherever they stand. */
const SECRET_FIELDS = [
  'token',
  'accessToken',
  'refreshToken',
  'password',
  'passwordHash',
  'contact',
  'authorization',
  'setupCode',
];

/** A structured log, one JSON object a line on stderr (stdout belongs to the `listening` line). */
export function createLogger(level = 'info', to: DestinationStream = destination({ fd: 2, sync: false })): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[hidden]' },
    },
    to,
  );
}

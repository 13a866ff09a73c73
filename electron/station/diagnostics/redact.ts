/**
 * What of a log line may leave the desk. Nothing is searched for and cut out: only what is known to say nothing about anybody is
 * let through, so that a field nobody thought of stays here.
 */

/** Fields whose text is one of our own words, not something that was typed or told. */
const CODED = [
  'room',
  'child',
  'code',
  'kind',
  'state',
  'rule',
  'entity',
  'job',
  'task',
  'call',
  'level',
  'was',
  'type',
];
const MORE_CODED = ['reason', 'page', 'permission', 'event', 'round', 'process', 'table', 'trouble', 'answer'];
const CODES = new Set([...CODED, ...MORE_CODED]);

const CODE = /^[a-z][\w .:/-]{0,59}$/i;
const NAME = /^[a-z]\w{0,30}$/i;
const VERSION = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** our own messages are English words; whatever holds other letters or long numbers may have come from outside */
const MESSAGE = /^[A-Za-z ,.:;’'()-]{1,200}$/;
const SYSTEM_CODE = /^(SQLITE_[A-Z_]+|E[A-Z]{2,20}|ERR_[A-Z_]+)$/;
const FRAME = /^\s+at (?:async )?(?:([\w.$<>[\] #]+) \()?(?:.*[/\\])?([\w.-]+:\d+:\d+)\)?$/;
const MOST_DEPTH = 4;

export const WITHHELD = '[withheld]';

/** The line as it may be passed on; null when it is no line of ours. */
export function redactLine(line: string): string | null {
  const entry = parse(line);
  return isFields(entry) ? JSON.stringify(redactFields(entry, 0)) : null;
}

function redactFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  const named = Object.entries(fields).filter(([key]) => NAME.test(key));
  return Object.fromEntries(named.map(([key, value]) => [key, redact(key, value, depth)]));
}

function redact(key: string, value: unknown, depth: number): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') return redactText(key, value);
  if (depth >= MOST_DEPTH || typeof value !== 'object') return WITHHELD;
  if (Array.isArray(value)) return `[${value.length}]`;
  const fields = value as Record<string, unknown>;
  return key === 'err' ? redactError(fields) : redactFields(fields, depth + 1);
}

function redactText(key: string, text: string): unknown {
  if (key === 'time') return TIME.test(text) ? text : WITHHELD;
  if (key === 'msg') return MESSAGE.test(text) ? text : WITHHELD;
  if (key === 'said') return saidLines(text);
  if (UUID.test(text) || VERSION.test(text)) return text;
  return CODES.has(key) && CODE.test(text) && !/\d{5}/.test(text) ? text : WITHHELD;
}

/** What another process wrote: its own log lines, each treated the same. */
function saidLines(text: string): unknown[] {
  return text.split('\n').map((line) => {
    const entry = parse(line);
    return isFields(entry) ? redactFields(entry, 1) : WITHHELD;
  });
}

/** Of an error its kind, its code and where it happened; its words only where they are the system's own. */
function redactError({ type, code, message, stack }: Record<string, unknown>): Record<string, unknown> {
  const known = typeof code === 'string' && SYSTEM_CODE.test(code);
  return {
    type: typeof type === 'string' && CODE.test(type) ? type : WITHHELD,
    ...(known ? { code } : {}),
    message: known && typeof message === 'string' ? systemWords(message) : WITHHELD,
    stack: typeof stack === 'string' ? framesOf(stack) : [],
  };
}

/** A path in them may name a person: it goes. */
function systemWords(message: string): string {
  const [words = ''] = message.replaceAll(/'[^']*'/g, '…').split('\n');
  return MESSAGE.test(words.replaceAll('…', '').replaceAll('_', ' ').trim()) ? words : WITHHELD;
}

/** Function, file, line and column; no folder. */
function framesOf(stack: string): string[] {
  return stack.split('\n').flatMap((line) => {
    const frame = FRAME.exec(line);
    return frame ? [[frame[1], frame[2]].filter(Boolean).join(' ')] : [];
  });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

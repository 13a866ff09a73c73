import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ACTOR_KINDS, CASE_STATES, type CaseEvent } from '#shared/domain/case.ts';

/**
 * A history line as it lies on disk: ids and hashes as bytes, names as numbers, the rest as short JSON, deflated where that
 * is shorter. Ten million of them are most of a cache. What comes back is equal to the last byte: the chain tells.
 */
export interface HistoryColumns {
  case_id: Buffer | string;
  n: number;
  id: Buffer | string;
  at: number;
  /** see ACTION_NUMBERS */
  action: number;
  /** states: `from` × 16 + `to` */
  moves: number;
  hash: Buffer | string;
  /** null: that of the line before, or none for the first */
  previous: Buffer | string | null;
  /** JSON; null when empty */
  detail: string | null;
  /** JSON of actor, desk clock, note and media; bytes when deflated */
  rest: string | Buffer;
}

/** A clock is folded from these alone. */
export type HistoryStep = Pick<CaseEvent, 'action' | 'from' | 'to' | 'at' | 'detail'>;

/** On disk for good: a new action gets the next number. */
export const ACTION_NUMBERS: Readonly<Record<CaseEvent['action'], number>> = {
  report: 0,
  accept: 1,
  reject: 2,
  merge: 3,
  'order-check': 4,
  settle: 5,
  dispatch: 6,
  start: 7,
  return: 8,
  'report-back': 9,
  'request-extension': 10,
  'grant-extension': 11,
  'refuse-extension': 12,
  suspend: 13,
  resume: 14,
  'send-to-verify': 15,
  'verify-pass': 16,
  'verify-fail': 17,
  evaluate: 18,
  reopen: 19,
  escalate: 20,
  'answer-escalation': 21,
  cancel: 22,
  supervise: 23,
  'release-supervision': 24,
  annotate: 25,
  climb: 26,
  assign: 27,
  unassign: 28,
  'answer-supervision': 29,
  correct: 30,
  unmerge: 31,
  link: 32,
  unlink: 33,
  complain: 34,
  'answer-check': 35,
  recheck: 36,
};
const ACTIONS = Object.keys(ACTION_NUMBERS) as CaseEvent['action'][];

export function actionOf(number: number): CaseEvent['action'] {
  const action = ACTIONS[number];
  if (action === undefined) throw new RangeError(`no action has the number ${number}`);
  return action;
}

const STATES_BITS = 16;
const NO_STATE = STATES_BITS - 1;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const SHA_256 = /^[\da-f]{64}$/;

/** An id as 16 bytes; another spelling of one stays text, so that it comes back as it was. */
export function idBytes(id: string): Buffer | string {
  return UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;
}

export function idText(id: Buffer | string): string {
  if (typeof id === 'string') return id;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function hashBytes(hash: string): Buffer | string {
  return SHA_256.test(hash) ? Buffer.from(hash, 'hex') : hash;
}

function hashText(hash: Buffer | string): string {
  return typeof hash === 'string' ? hash : hash.toString('hex');
}

/** Shorter JSON gains nothing. */
const DEFLATED_FROM_BYTES = 120;
/** What lines say again and again, the most frequent last. On disk for good: another dictionary reads none of them. */
const DICTIONARY = Buffer.from(
  '"system","operator","audio","audio/mp4","video","video/mp4","image/png",面积约平方米，影响通行，已设置临时警示，市民反映，经核实，责任单位，' +
    '不属于本部门职责范围，请重新派遣。材料不全，需延期处理。已到现场核实，情况属实，处理完毕，现场已清理，恢复通行，请核查。' +
    '核查通过，问题已解决，予以结案。核查不通过，请返工。巡查至时发现，请尽快派人处理。现场由看守。' +
    '"网格员","terminal",0,"","note","name":"[[],[["photo","image/jpeg",',
);
const DEFLATE = { level: 3, windowBits: 11, memLevel: 3, dictionary: DICTIONARY };

type Rest = [kind: number, id: string, name: string, deskAfter: number, note: string, media?: CaseEvent['media']];

/** `previousIsKnown`: the line before lies there and has the hash this one names. */
export function packLine(event: CaseEvent, previousIsKnown: boolean): HistoryColumns {
  const from = event.from === null ? NO_STATE : CASE_STATES.indexOf(event.from);
  const { actor, media } = event;
  const rest: Rest = [ACTOR_KINDS.indexOf(actor.kind), actor.id, actor.name, event.deskAt - event.at, event.note];
  const json = JSON.stringify(media.length > 0 ? [...rest, media] : rest);
  return {
    case_id: idBytes(event.caseId),
    n: event.n,
    id: idBytes(event.id),
    at: event.at,
    action: ACTION_NUMBERS[event.action],
    moves: from * STATES_BITS + CASE_STATES.indexOf(event.to),
    hash: hashBytes(event.hash),
    previous: previousIsKnown ? null : hashBytes(event.previousHash),
    detail: Object.keys(event.detail).length > 0 ? JSON.stringify(event.detail) : null,
    rest: Buffer.byteLength(json) < DEFLATED_FROM_BYTES ? json : deflateRawSync(json, DEFLATE),
  };
}

/** `before`: the line before it, where it is there. */
export function unpackLine(row: HistoryColumns, before: HistoryColumns | undefined): CaseEvent {
  const { rest } = row;
  const json = typeof rest === 'string' ? rest : inflateRawSync(rest, DEFLATE).toString();
  const [kind, id, name, deskAfter, note, media = []] = JSON.parse(json) as Rest;
  const known = before?.n === row.n - 1 ? before.hash : '';
  return {
    ...unpackStep(row),
    id: idText(row.id),
    caseId: idText(row.case_id),
    n: row.n,
    actor: { id, name, kind: ACTOR_KINDS[kind] ?? 'system' },
    deskAt: row.at + deskAfter,
    note,
    media,
    previousHash: hashText(row.previous ?? known),
    hash: hashText(row.hash),
  };
}

export type StepColumns = Pick<HistoryColumns, 'action' | 'moves' | 'at' | 'detail'>;

export function unpackStep({ action, moves, at, detail }: StepColumns): HistoryStep {
  const to = CASE_STATES[moves % STATES_BITS];
  if (to === undefined) throw new RangeError(`no state has the number ${moves % STATES_BITS}`);
  return {
    action: actionOf(action),
    from: CASE_STATES[Math.floor(moves / STATES_BITS)] ?? null,
    to,
    at,
    detail: detail === null ? {} : (JSON.parse(detail) as CaseEvent['detail']),
  };
}

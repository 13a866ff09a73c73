import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, CASE_STATES, type CaseEvent, type CaseState, ENDED_STATES } from '#shared/domain/case.ts';
import { componentsFileSchema, type Component, type Worker, workersSchema } from '#shared/district/files.ts';
import { root } from '../electron.ts';

const DAY = 86_400_000;
/** what is not ended of a centre's million cases */
const OPEN_SHARE = 0.05;
const OPEN_STATES = CASE_STATES.filter((state) => !ENDED_STATES.includes(state));

const FIRST_ID_AT = Date.UTC(2026, 0, 1);

/** A UUIDv7 from a number, a second apart: the same number again is the same thing again. */
export function idOf(kind: string, n: number): string {
  return idAt(FIRST_ID_AT + n * 1000, kind, n);
}

/** A UUIDv7 of a time in ms. */
export function idAt(at: number, kind: string, n: number): string {
  const time = at.toString(16).padStart(12, '0');
  const rest = createHash('md5').update(`${kind}:${n}`).digest('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}

/** Even noise 0…1 from a number (the finaliser of MurmurHash3). */
function noise(n: number): number {
  let x = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

const pick = <T>(list: readonly T[], n: number): T => list[Math.floor(noise(n) * list.length)] as T;

interface District {
  workers: Worker[];
  places: Component[];
  categories: string[];
}
let district: District | null = null;

/** Names, grids and places of the demo district, so that texts and codes are as long as real ones. */
export function readDistrict(): District {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, 'resources/district', file), 'utf8'));
  district ??= {
    workers: workersSchema.parse(read('workers.json')).workers,
    places: componentsFileSchema.parse(read('components.json')).components,
    categories: ['010101', '010102', '010201', '010203', '020101', '020105'],
  };
  return district;
}

const WORDS = ['路面破损', '井盖缺失', '占道经营', '暴露垃圾', '违规停车', '路灯不亮', '私搭乱建', '绿化损坏'];

/** The n-th case of a made-up centre: about 1.2 kB of JSON, most of them ended, as in any archive. */
export function caseOf(n: number, now: number, state: CaseState = stateOf(n)): Case {
  const { workers, places, categories } = readDistrict();
  const place = pick(places, n * 7 + 1);
  const word = pick(WORDS, n * 7 + 2);
  const worker = pick(workers, n * 7 + 3);
  const ended = ENDED_STATES.includes(state);
  const reportedAt = now - Math.floor(noise(n * 7 + 4) * (ended ? 700 : 3) * DAY);
  const dueAt = reportedAt + DAY + Math.floor(noise(n * 7 + 5) * 5 * DAY);
  return {
    id: idOf('case', n),
    version: 1,
    number: `2026${String(n).padStart(9, '0')}`,
    state,
    categoryCode: pick(categories, n * 7 + 6),
    catalogueVersion: '1',
    title: `${place.name}附近${word}`,
    text: `巡查至${place.name}时发现${word}，面积约 ${1 + (n % 20)} 平方米，影响通行，已设置临时警示，请尽快派人处理。现场由${worker.name}看守。`,
    source: 'terminal',
    urgency: n % 50 === 0 ? 'urgent' : 'normal',
    tier: 'grid',
    reportedAt,
    updatedAt: reportedAt + 60_000,
    reporterId: worker.id,
    lon: place.lon,
    lat: place.lat,
    address: `云锦示范区${place.name}东侧 ${1 + (n % 300)} 米`,
    gridCode: place.gridCode,
    media: [{ id: idOf('photo', n), kind: 'photo', mime: 'image/jpeg', size: 182_000, sha256: 'a'.repeat(64) }],
    departmentId: state === 'reported' ? null : place.departmentCode,
    workerIds: ['dispatched', 'handling'].includes(state) ? [worker.id] : [],
    verifierId: null,
    mergedIntoId: null,
    handledByIds: [],
    supervision: null,
    extension: null,
    reviewAt: null,
    returns: 0,
    reworks: 0,
    satisfaction: null,
    closedAt: ended ? dueAt : null,
    clock: ended
      ? null
      : {
          stage: 'accept',
          startedAt: reportedAt,
          limit: { value: 1, unit: 'working-day' },
          firstDueAt: dueAt,
          dueAt,
          yellowAt: dueAt - DAY / 3,
          extensions: 0,
        },
    contact: null,
  };
}

function stateOf(n: number): CaseState {
  return noise(n * 7) < OPEN_SHARE ? pick(OPEN_STATES, n * 7 + 8) : pick(ENDED_STATES, n * 7 + 8);
}

/** The first line of a case's history. */
export function eventOf(subject: Case, n: number): CaseEvent {
  return {
    id: idOf('event', n),
    caseId: subject.id,
    n: 1,
    action: 'report',
    from: null,
    to: 'reported',
    actor: { id: subject.reporterId ?? 'w', name: '网格员', kind: 'terminal' },
    at: subject.reportedAt,
    deskAt: subject.reportedAt,
    note: subject.text,
    media: subject.media,
    detail: {},
    previousHash: '',
    hash: 'b'.repeat(64),
  };
}

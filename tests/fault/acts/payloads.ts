import type { Act as StationAct } from '#shared/contract/station.ts';
import type { CaseRow, CaseView } from '#shared/contract/views.ts';
import type { Case, CaseActionName } from '#shared/domain/case.ts';
import { QUEUE_NAMES, type QueueName } from '#shared/contract/queues.ts';
import type { OpKind } from '#shared/protocol/ops.ts';
import { type Act, PLANTED_NAME } from './wishes.ts';

/** What the desk can be asked before an act is made: reads of the contract; null when there is no answer. */
export interface Sight {
  caseView(id: string): Promise<CaseView | null>;
  queue(name: QueueName): Promise<CaseRow[]>;
  /** version of the case as this desk read it some time ago */
  earlierVersion(id: string): number | undefined;
  categories(): Promise<readonly string[]>;
  /** a case of the plan that is another than this one */
  otherCase(id: string, dice: number): string;
  /** workers whose terminals are simulated */
  workers: readonly string[];
  shiftId(): string;
  /** the shift waits to be taken over */
  isOffered(): boolean;
  now(): number;
}

/** Position in the demo district that every act is about. */
const PLACE = { lon: 121.4737, lat: 31.2304 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How gladly each action is taken: what ends a case is rare, so that cases live long enough to be fought over. */
const WEIGHTS: Partial<Record<CaseActionName, number>> = {
  reject: 0.15,
  merge: 0.15,
  cancel: 0.12,
  annotate: 0.5,
  supervise: 0.5,
  'release-supervision': 0.5,
  'order-check': 0.3,
  escalate: 0.3,
  climb: 0,
};

/** The act as the window would send it; null when there is nothing it could be about at this desk. */
export async function makeAct(act: Act, sight: Sight): Promise<StationAct | null> {
  const { id, mark, wish } = act;
  const made = (kind: OpKind, payload: unknown, entityId?: string, baseVersion?: number): StationAct =>
    ({ id, kind, payload, entityId, baseVersion }) as StationAct;
  switch (wish.kind) {
    case 'create':
      return made('case.create', await newCase(wish, mark, sight), wish.caseId);
    case 'annotate':
      return made('case.annotate', noteOf(mark, wish.personal), wish.caseId);
    case 'advance': {
      // A case of the other desk may not have come here yet: then it is one that has.
      const here = await sight.caseView(wish.caseId);
      const view = here ?? (await sight.caseView(sight.otherCase(wish.caseId, wish.dice)));
      const base = view && wish.stale ? sight.earlierVersion(view.case.id) : undefined;
      return view && advance(act, view, wish.dice, sight, base);
    }
    case 'advance-any': {
      const names = QUEUE_NAMES.filter((name) => name !== 'ended');
      const rows = await sight.queue(names[Math.floor(wish.dice * names.length)] ?? 'intake');
      const row = rows[Math.floor(((wish.dice * 1000) % 1) * rows.length)];
      const view = row ? await sight.caseView(row.id) : null;
      return view && advance(act, view, (wish.dice * 100_000) % 1, sight);
    }
    case 'issue':
      return made('command.issue', command(wish, mark, sight));
    case 'cancel-command':
      return made('command.cancel', { reason: `${mark} 撤回` }, wish.commandId);
    case 'shift-note':
      return made('shift.note', { shiftId: sight.shiftId(), text: `${mark} 值班记录` });
    case 'hand-over':
      return sight.isOffered()
        ? made('shift.take-over', { shiftId: sight.shiftId(), note: `${mark} 接班` })
        : made('shift.hand-over', { shiftId: sight.shiftId(), toUserId: 'lead', note: `${mark} 交班`, items: [] });
    case 'cue':
      return made('wall.cue', { wallId: 'wall', scene: 'map', args: {} });
    case 'reveal':
      return made('contact.reveal', { reason: `${mark} 回访` }, wish.caseId);
    case 'look-up': {
      const worker = one(sight.workers, wish.dice);
      const now = sight.now();
      return made('trail.look-up', { workerId: worker, from: now - HOUR_MS, to: now, reason: `${mark} 核实` });
    }
  }
}

async function newCase(wish: Extract<Act['wish'], { kind: 'create' }>, mark: string, sight: Sight): Promise<unknown> {
  const offset = (wish.dice - 0.5) / 500;
  return {
    categoryCode: one(await sight.categories(), wish.dice),
    title: '下水道堵塞',
    text: wish.personal ? `${mark} ${wish.name}来电` : `${mark} 居民来电`,
    personal: wish.personal,
    source: 'hotline',
    lon: PLACE.lon + offset,
    lat: PLACE.lat - offset,
    address: '和平路12号',
    contact: { name: wish.name, phone: wish.phone, note: `${wish.name}的家门口` },
  };
}

/** A note that names somebody is marked so by whoever writes it. */
function noteOf(mark: string, personal: boolean): unknown {
  return personal ? { note: `${mark} 已联系${PLANTED_NAME}`, personal } : { note: `${mark} 已电话核对` };
}

function command(wish: Extract<Act['wish'], { kind: 'issue' }>, mark: string, sight: Sight): unknown {
  return {
    id: wish.commandId,
    kind: wish.dice < 0.5 ? 'notice' : 'order',
    priority: wish.dice < 0.2 ? 'flash' : wish.dice < 0.6 ? 'urgent' : 'routine',
    title: `${mark} 指令`,
    text: '请到现场查看',
    issuedAt: sight.now(),
    requires: wish.dice < 0.3 ? 'accepted' : 'read',
    ...(wish.caseId === null ? {} : { caseId: wish.caseId }),
    recipients: { workers: [one(sight.workers, wish.dice)] },
  };
}

/** One of the actions that the desk offers, by the dice. */
function advance(act: Act, view: CaseView, dice: number, sight: Sight, base = view.case.version): StationAct | null {
  const offered = view.actions.filter(({ refusal }) => refusal === null).map(({ action }) => action as CaseActionName);
  const action = weighted(offered, dice);
  if (!action) return null;
  const payload = payloadOf(action, view.case, act.mark, dice, sight);
  return { id: act.id, kind: `case.${action}`, entityId: view.case.id, baseVersion: base, payload } as StationAct;
}

function weighted(offered: readonly CaseActionName[], dice: number): CaseActionName | undefined {
  const weights = offered.map((action) => WEIGHTS[action] ?? 1);
  let left = dice * weights.reduce((sum, weight) => sum + weight, 0);
  return offered.find((_, i) => (left -= weights[i] ?? 0) < 0);
}

function payloadOf(action: CaseActionName, row: Case, mark: string, dice: number, sight: Sight): unknown {
  const said = `${mark} 处理意见`;
  const free = sight.workers.filter((id) => !row.handledByIds.includes(id) && !row.workerIds.includes(id));
  const later = Math.max(sight.now(), row.clock?.dueAt ?? 0) + DAY_MS;
  switch (action) {
    case 'reject':
    case 'return':
    case 'refuse-extension':
    case 'verify-fail':
    case 'reopen':
    case 'escalate':
    case 'cancel':
      return { reason: said };
    case 'merge':
      return { intoId: sight.otherCase(row.id, dice), reason: said };
    case 'order-check':
      return { workerIds: [one(sight.workers, dice)], note: said };
    case 'dispatch':
      return { workerIds: [one(sight.workers, dice)], note: said };
    case 'request-extension':
      return { until: later, reason: said };
    case 'suspend':
      return { reason: said, reviewAt: sight.now() + DAY_MS };
    case 'send-to-verify':
      return { workerId: one(free.length > 0 ? free : sight.workers, dice), note: said };
    case 'evaluate':
      return { satisfaction: 1 + Math.floor(dice * 5), note: said };
    case 'answer-escalation':
      return { outcome: dice < 0.5 ? 'handled' : 'back', note: said };
    case 'supervise':
      return { level: Math.min(3, (row.supervision?.level ?? 0) + 1), note: said };
    default:
      return { note: said };
  }
}

function one<T>(of: readonly T[], dice: number): T {
  return of[Math.floor(dice * of.length)] as T;
}

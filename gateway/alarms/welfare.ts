import { type WelfareStage, type WelfareTimer, welfareDue, welfareLevel } from '#shared/domain/alarms/welfare.ts';
import type { ActorRef } from '#shared/domain/case.ts';
import type { WelfareSaid, WelfareTold } from '#shared/protocol/alarms.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { terminalActor } from '../commands/receipts.ts';
import type { Gateway } from '../context.ts';
import { decideOnce } from '../ops/decision.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import type { AuditLine } from '../storage/storage.ts';
import { timeRefusal } from '../terminal/times.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

/** Timers by which a worker says that all is well: whoever starts one, and the worker's own word. */

type Times = Pick<WelfareTold, 'minutes' | 'dueAt'>;
const NONE: Times = { minutes: null, dueAt: null };

function timesOf(timer: WelfareTimer | null): Times {
  return timer ? { minutes: timer.minutes, dueAt: welfareDue(timer) } : NONE;
}

/** What the worker's terminal hears of it. */
export function toldOf(timer: WelfareTimer | null, stage: WelfareStage): WelfareTold {
  return { ...timesOf(timer), level: welfareLevel(stage) };
}

/** The worker's own word. What a desk started only a desk ends. */
export async function takeWelfare(
  gateway: Gateway,
  worker: Worker,
  said: WelfareSaid,
): Promise<({ ok: true } & Times) | WireRefusal> {
  const { storage, now } = gateway;
  const { id, at, what } = said;
  const late = timeRefusal(at, now());
  if (late) return late;
  const asked = { scope: 'action', id, by: worker.id } as const;
  const actor = terminalActor(gateway, worker.id);
  const answer = await decideOnce(storage, asked, async (): Promise<Decision> => {
    const timer = await storage.get('welfare-timer', worker.id);
    if (said.what === 'start') return started(gateway, worker, timer, said.minutes, actor, id);
    if (!timer) return refuse('not-found', '没有在计时');
    if (what === 'well') {
      // Said on the way, and heard later: it counts from when it was said.
      const checkedAt = Math.max(timer.checkedAt, Math.min(at, now()));
      const next = { ...timer, version: timer.version + 1, checkedAt };
      return { ok: true, unit: { puts: [putRow('welfare-timer', next, timer.version)] }, answer: timesOf(next) };
    }
    if (timer.startedBy.kind !== 'terminal') return refuse('forbidden', '平安计时由中心开启，只能由中心结束');
    return stopped(gateway, worker.id, actor, id);
  });
  if (!answer.ok) return answer;
  const [saidMinutes, dueAt] = [answer.minutes, answer.dueAt].map((value) =>
    typeof value === 'number' ? value : null,
  );
  return { ok: true, minutes: saidMinutes ?? null, dueAt: dueAt ?? null };
}

export async function startWelfare(gateway: Gateway, request: OpRequest<'welfare.start'>): Promise<Decision> {
  const { workerId, minutes } = request.payload;
  const worker = gateway.directory.workers.get(workerId);
  if (!worker) return refuse('not-found', '没有这位网格员');
  const timer = await gateway.storage.get('welfare-timer', workerId);
  return started(gateway, worker, timer, minutes, request.actor, request.id);
}

export async function stopWelfare(gateway: Gateway, request: OpRequest<'welfare.stop'>): Promise<Decision> {
  const { workerId } = request.payload;
  if (!(await gateway.storage.get('welfare-timer', workerId))) return refuse('not-found', '没有在计时');
  return stopped(gateway, workerId, request.actor, request.id);
}

function started(
  gateway: Gateway,
  worker: Worker,
  before: WelfareTimer | null,
  minutes: number,
  startedBy: ActorRef,
  id: string,
): Decision {
  if (!worker.onDuty) return refuse('conflict', '不在岗，不能开始平安计时');
  // What the desk asked for is not loosened in the field.
  if (before?.startedBy.kind === 'operator' && startedBy.kind === 'terminal') {
    return refuse('forbidden', '平安计时由中心开启，只能由中心修改');
  }
  const at = gateway.now();
  const version = (before?.version ?? 0) + 1;
  const timer: WelfareTimer = { id: worker.id, version, minutes, startedAt: at, startedBy, checkedAt: at };
  const unit = {
    puts: [putRow('welfare-timer', timer, before?.version ?? 0)],
    audits: [line(gateway, 'welfare.start', worker.id, startedBy, id)],
  };
  return { ok: true, unit, answer: { ...timesOf(timer), result: { workerId: worker.id, ...timesOf(timer) } } };
}

function stopped(gateway: Gateway, workerId: string, by: ActorRef, id: string): Decision {
  const unit = {
    dels: [{ entity: 'welfare-timer' as const, id: workerId }],
    audits: [line(gateway, 'welfare.stop', workerId, by, id)],
  };
  return { ok: true, unit, answer: { ...NONE, result: { workerId } } };
}

function line(gateway: Gateway, kind: string, subject: string, by: ActorRef, id: string): AuditLine {
  return { id, at: gateway.now(), actorId: by.id, kind, subject, detail: {} };
}

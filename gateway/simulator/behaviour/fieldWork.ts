import type { Intent, PhotoPlan } from './intents.ts';
import { measuredPlace } from './moving.ts';
import { metresBetween } from '#shared/district/streets/metres.ts';
import { delay } from './receiving.ts';
import { photoPlan } from './photoPlan.ts';
import { receipt } from './requests.ts';
import type { Task, WorkerState } from './state.ts';
import { goHome, goTo, placeOf } from './walk.ts';
import type { World } from './world.ts';
import { SCENES } from '../picture/scene.ts';

/** A worker is there when this near, metres. */
export const ARRIVAL = 30;
/** Time to look at something, and to stand by at a muster (seconds of people's time). */
const LOOK = [45, 240] as const;
const MUSTER = [480, 720] as const;

const RETURNS = ['现场非本人职责，请转责任部门', '需专业设备处理，请改派', '地址与案卷不符，请核实后再派'];
const DONE = ['已到现场处理完毕，恢复正常。', '问题已处置，现场已清理。', '已协调责任单位整改到位。'];
const CHECKED = ['现场核实，情况属实。', '已到现场查看，情况与反映一致。'];
const NOT_FOUND = ['现场查看，未发现所反映的问题。', '现场核实，问题已不存在。'];
const PASSED = ['复核通过，问题已解决。', '现场整改到位，符合要求。'];
const FAILED = ['复核不通过，问题仍然存在。', '整改不彻底，需返工。'];

/** Sets about an accepted command, unless another has the worker's hands full. True when it is over already. */
export function setOut(state: WorkerState, task: Task, now: number, world: World, out: Intent[]): boolean {
  if (state.active || !state.onDuty) {
    task.dueAt = state.onDuty ? Number.POSITIVE_INFINITY : state.nextDutyAt;
    return false;
  }
  const { command, decision } = task;
  const { caseId, target } = command;
  if (command.kind === 'order' && caseId && decision === 'return') {
    act(state, task, 'return', now, out, state.random.pick(RETURNS), []);
    receipt(out, command.id, 'failed', now, { note: '已退回案卷' });
    return true;
  }
  state.active = task;
  if (command.kind === 'order' && caseId) act(state, task, 'start', now, out, undefined, []);
  task.stage = 'going';
  task.dueAt = Number.POSITIVE_INFINITY;
  state.pausedUntil = now;
  if (target && goTo(state.walk, world.streets, world.router, target.lon, target.lat)) notice(state, now, world, out);
  else arrive(state, task, now, world);
  return false;
}

/** Looks whether the walk has led to the target; if so says so and begins the work. */
export function notice(state: WorkerState, now: number, world: World, out: Intent[]): void {
  const task = state.active;
  const target = task?.command.target;
  if (!task || !target || task.stage !== 'going') return;
  const { walk } = state;
  const isThere = metresBetween(...placeOf(walk), target.lon, target.lat) <= ARRIVAL;
  if (!isThere && walk.trip !== null) return;
  const [lon, lat] = measuredPlace(state);
  const payload = { commandId: task.command.id, state: 'arrived' as const, at: now, lon, lat };
  out.push({ type: 'message', event: 'receipt', payload, photos: [] });
  arrive(state, task, now, world);
}

function arrive(state: WorkerState, task: Task, now: number, world: World): void {
  const { kind } = task.command;
  const time = kind === 'order' ? state.persona.work : kind === 'muster' ? MUSTER : LOOK;
  task.stage = 'working';
  task.dueAt = now + delay(state, time, world, 1);
  if (state.walk.trip && task.command.target) stop(state);
}

/** Stands still where it is; the rest of the way is dropped. */
function stop(state: WorkerState): void {
  const { walk } = state;
  walk.trip = [];
  const [lon, lat] = placeOf(walk);
  walk.door ??= [lon, lat];
  [walk.toLon, walk.toLat] = [lon, lat];
  walk.length = walk.along;
  walk.trip = null;
}

/** The work is done: tells the case or, without one, the command. True when the command is over. */
export function finish(state: WorkerState, task: Task, now: number, out: Intent[]): boolean {
  const { command } = task;
  const { random, persona } = state;
  if (command.kind === 'order' && command.caseId && !task.refused) {
    act(state, task, 'report-back', now, out, random.pick(DONE), [after(state, now)]);
  } else if (command.kind === 'check' && command.caseId && !task.refused) {
    const passes = random.chance(persona.passes);
    const note = random.pick(passes ? PASSED : FAILED);
    act(state, task, passes ? 'verify-pass' : 'verify-fail', now, out, note, [after(state, now, passes)]);
  } else {
    closeCommand(state, task, now, out);
    return true;
  }
  task.stage = 'reporting';
  task.dueAt = Number.POSITIVE_INFINITY;
  return false;
}

function closeCommand(state: WorkerState, task: Task, now: number, out: Intent[]): void {
  const { command } = task;
  const isThere = command.kind !== 'check' || state.random.chance(state.persona.passes);
  const found = isThere ? CHECKED : NOT_FOUND;
  const note = state.random.pick(command.kind === 'check' ? found : DONE);
  const photos = command.kind === 'muster' ? [] : [after(state, now, command.kind !== 'check')];
  const said = isThere ? ('done' as const) : ('failed' as const);
  const payload = { commandId: command.id, state: said, at: now, note };
  out.push({ type: 'message', event: 'receipt', payload, photos });
}

/** The gateway's word on a case action. True when the command is over with it. */
export function hearAnswer(
  state: WorkerState,
  task: Task,
  refusal: string | null,
  now: number,
  out: Intent[],
): boolean {
  if (refusal !== null) task.refused = true;
  if (task.stage !== 'reporting') return false;
  if (refusal === null) receipt(out, task.command.id, 'done', now);
  else closeCommand(state, task, now, out);
  return true;
}

/** The worker's hands are free again: back to the own grid, and the next accepted command becomes due. */
export function release(state: WorkerState, now: number, world: World): void {
  state.active = null;
  const next = state.tasks.find((task) => task.stage === 'accepted');
  if (next) next.dueAt = now;
  else goHome(state.walk, world.streets, world.router, state.home, state.random);
}

function act(
  state: WorkerState,
  task: Task,
  action: 'start' | 'return' | 'report-back' | 'verify-pass' | 'verify-fail',
  now: number,
  out: Intent[],
  note: string | undefined,
  photos: readonly PhotoPlan[],
): void {
  const { caseId } = task.command;
  if (!caseId) return;
  task.actionId = state.random.id(now);
  const payload = { id: task.actionId, caseId, action, at: now, ...(note === undefined ? {} : { note }) };
  out.push({ type: 'message', event: 'case:action', payload, photos });
}

function after(state: WorkerState, now: number, inOrder = true): PhotoPlan {
  return photoPlan(state, now, state.random.pick(SCENES), inOrder);
}

import type { Heard, Intent } from './intents.ts';
import { announceDuty, changeCoverage, changeDuty, drain, drawCoverage, drawSpell } from './duty.ts';
import { finish, hearAnswer, notice, release, setOut } from './fieldWork.ts';
import { drawPace, fix, human, move } from './moving.ts';
import { drawPersona, reliablePersona } from './persona.ts';
import { randomOf } from './random.ts';
import { answer, hurry, read, receiveCommand } from './receiving.ts';
import { hearTalk, nextTalk, talk } from './radio.ts';
import { callForHelp, reportProblem } from './reporting.ts';
import { settle } from './settling.ts';
import type { Profile, Task, WorkerState } from './state.ts';
import { hearWelfare, sayWell } from './welfare.ts';
import { walkFrom } from './walk.ts';
import type { World } from './world.ts';

/**
 * One person, at a junction of the own grid (or any street when the grid has none), about to be told of to the gateway.
 * `seed` is the run's; `phase` in [0, 1) is the worker's place in the position interval.
 */
export function createWorker(profile: Profile, seed: number, phase: number, now: number, world: World): WorkerState {
  const { settings, streets } = world;
  const random = randomOf(seed, profile.index);
  const known = streets.nodesOf(profile.gridCode);
  const home = known.length > 0 ? known : Int32Array.of(random.int(0, streets.lon.length - 1));
  const start = home[random.int(0, home.length - 1)] ?? 0;
  const think = settings.reliableThink;
  const onDuty = random.chance(settings.onDuty);
  return {
    profile,
    persona: think === null ? drawPersona(random) : reliablePersona(think / 1000),
    random,
    pace: drawPace(random),
    home,
    onDuty,
    announced: false,
    covered: true,
    walk: walkFrom(streets, start, home, random),
    pausedUntil: now,
    movedAt: now,
    speed: 0,
    heading: 0,
    drift: [0, 0],
    battery: random.range(40, 100),
    nextPositionAt: now + phase * settings.positionInterval,
    nextDutyAt: now + human(drawSpell(random, onDuty, settings), world),
    nextCoverageAt: now + human(drawCoverage(random, settings), world),
    nextReportAt: now + random.exponential(settings.reportMean) / settings.speed,
    nextSosAt: now + random.exponential(settings.sosMean) / settings.speed,
    nextTalkAt: nextTalk(random, now, settings),
    nextWellAt: Number.POSITIVE_INFINITY,
    replying: false,
    seen: null,
    tasks: [],
    active: null,
    settling: null,
  };
}

/** When the worker next does anything by itself (ms since the epoch). */
export function nextWakeAt(state: WorkerState): number {
  if (!state.announced) return Number.NEGATIVE_INFINITY;
  let next = Math.min(state.nextDutyAt, state.nextCoverageAt);
  if (state.onDuty) next = Math.min(next, state.nextPositionAt, state.nextReportAt, state.nextSosAt, state.nextTalkAt);
  if (state.onDuty) next = Math.min(next, state.nextWellAt);
  if (state.onDuty && state.settling) next = Math.min(next, state.settling.dueAt);
  for (const task of state.tasks) next = Math.min(next, task.dueAt);
  return next;
}

/** Does everything that is due by `now`, in a fixed order, and says what the handheld shall send. */
export function wake(state: WorkerState, now: number, world: World): Intent[] {
  const out: Intent[] = [];
  if (!state.announced) announceDuty(state, now, out);
  if (now >= state.nextDutyAt) changeDuty(state, now, world, out);
  if (now >= state.nextCoverageAt) changeCoverage(state, now, world, out);
  if (state.onDuty) patrol(state, now, world, out);
  for (const task of [...state.tasks]) {
    if (now >= task.dueAt && step(state, task, now, world, out)) drop(state, task, now, world);
  }
  return out;
}

/** Takes in what the gateway says; what follows from it at once comes back, the rest with the next `wake`. */
export function hear(state: WorkerState, heard: Heard, now: number, world: World): Intent[] {
  const out: Intent[] = [];
  if (heard.type === 'command') {
    // a correction takes the place of what it corrects, whether or not the cancel of that has come
    if (heard.command.corrects) cancel(state, heard.command.corrects.id, now, world);
    receiveCommand(state, heard.command, now, world, out);
  }
  if (heard.type === 'remind') hurry(state, heard.commandId, now, world);
  if (heard.type === 'cancel') cancel(state, heard.commandId, now, world);
  if (heard.type === 'talk-over') hearTalk(state, now, world);
  if (heard.type === 'welfare') hearWelfare(state, heard.level, now, world);
  if (heard.type === 'video-invite') answerVideo(state, heard.sessionId, out);
  if (heard.type === 'action-answer') {
    const task = state.tasks.find((candidate) => candidate.actionId === heard.actionId);
    if (task && hearAnswer(state, task, heard.refusal, now, out)) drop(state, task, now, world);
  }
  return out;
}

/** Moves, and says where; meets what is there to be met. */
function patrol(state: WorkerState, now: number, world: World, out: Intent[]): void {
  const { settings } = world;
  if (now >= state.nextPositionAt) {
    move(state, now, world);
    drain(state, world);
    out.push({ type: 'position', position: fix(state, now) });
    notice(state, now, world, out);
    while (state.nextPositionAt <= now) state.nextPositionAt += settings.positionInterval;
  }
  if (now >= state.nextReportAt) {
    if (!state.active && !state.settling) reportProblem(state, now, world, out);
    state.nextReportAt = now + state.random.exponential(settings.reportMean) / settings.speed;
  }
  if (state.settling && now >= state.settling.dueAt) settle(state, now, out);
  if (now >= state.nextSosAt) {
    callForHelp(state, now, out);
    state.nextSosAt = now + state.random.exponential(settings.sosMean) / settings.speed;
  }
  if (now >= state.nextTalkAt) talk(state, now, world, out);
  if (now >= state.nextWellAt) sayWell(state, now, out);
}

/** The next step of one command; true when the command is over. */
function step(state: WorkerState, task: Task, now: number, world: World, out: Intent[]): boolean {
  switch (task.stage) {
    case 'unread':
      return read(state, task, now, world, out);
    case 'read':
      return answer(state, task, now, out);
    case 'accepted':
      return setOut(state, task, now, world, out);
    case 'working':
      return finish(state, task, now, out);
    default:
      task.dueAt = Number.POSITIVE_INFINITY;
      return false;
  }
}

function drop(state: WorkerState, task: Task, now: number, world: World): void {
  state.tasks.splice(state.tasks.indexOf(task), 1);
  if (state.active === task) release(state, now, world);
}

function cancel(state: WorkerState, commandId: string, now: number, world: World): void {
  // a cancelled command that was never delivered must not be obeyed when it comes late
  (state.seen ??= new Set()).add(commandId);
  const task = state.tasks.find((candidate) => candidate.command.id === commandId);
  if (task) drop(state, task, now, world);
}

/**
 * Says yes or no to a video invitation as a person would. A simulated handheld has no camera: a demo centre paints a picture
 * for it.
 */
function answerVideo(state: WorkerState, sessionId: string, out: Intent[]): void {
  const accept = state.onDuty && state.random.chance(state.persona.acceptsVideo);
  const reason = state.onDuty ? '正在处置现场，不便视频' : '已下班';
  const streams = [{ kind: 'jpeg' as const, url: `/demo/cameras/${state.profile.id}` }];
  const payload = accept ? { sessionId, accept, streams } : { sessionId, accept, reason };
  out.push({ type: 'message', event: 'video:answer', payload, photos: [] });
}

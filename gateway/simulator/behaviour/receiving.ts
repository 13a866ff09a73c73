import type { CommandFields } from '#shared/protocol/commands.ts';
import type { Intent } from './intents.ts';
import { human } from './moving.ts';
import { LATE_FACTOR } from './persona.ts';
import { answerRequest, receipt, tellPlace } from './requests.ts';
import type { Decision, Task, WorkerState } from './state.ts';
import type { World } from './world.ts';

/** People hurry when the handheld shouts. */
const HURRY: Record<CommandFields['priority'], number> = { flash: 0.25, urgent: 0.6, routine: 1 };
/** Commands remembered to ignore a second delivery; a handheld's list is finite. */
const REMEMBERED = 500;
/** Commands open on one handheld at most; what is beyond them goes unanswered. */
const MOST_TASKS = 50;

/** A command arrives. What was seen before changes nothing; where the worker is the handheld tells by itself. */
export function receiveCommand(
  state: WorkerState,
  command: CommandFields,
  now: number,
  world: World,
  out: Intent[],
): void {
  const seen = (state.seen ??= new Set());
  if (seen.has(command.id)) return;
  seen.add(command.id);
  const oldest = seen.values().next();
  if (seen.size > REMEMBERED && !oldest.done) seen.delete(oldest.value);
  if (command.request === 'locate') return tellPlace(state, command.id, now, out);
  if (!hasRoom(state)) return;
  const { persona, random } = state;
  const late = random.chance(persona.late) ? LATE_FACTOR : 1;
  state.tasks.push({
    command,
    stage: 'unread',
    decision: decide(state, command),
    dueAt: now + delay(state, persona.read, world, HURRY[command.priority] * late),
    actionId: null,
    refused: false,
  });
}

/** What nobody means to answer makes room for what comes. */
function hasRoom({ tasks }: WorkerState): boolean {
  if (tasks.length < MOST_TASKS) return true;
  const ignored = tasks.findIndex((task) => task.stage === 'read' && task.decision === 'ignore');
  if (ignored >= 0) tasks.splice(ignored, 1);
  return ignored >= 0;
}

/** The centre asks again: what waits is done sooner, and what was ignored is answered after all. */
export function hurry(state: WorkerState, commandId: string, now: number, world: World): void {
  const task = state.tasks.find(({ command }) => command.id === commandId);
  if (!task || (task.stage !== 'unread' && task.stage !== 'read')) return;
  if (task.decision === 'ignore') task.decision = state.onDuty ? 'accept' : 'decline';
  task.dueAt = Math.min(task.dueAt, now + delay(state, state.persona.read, world, HURRY.flash));
}

function decide(state: WorkerState, command: CommandFields): Decision {
  const { persona, random, onDuty } = state;
  const urgent = command.priority === 'flash' ? 0.3 : 1;
  if (random.chance(persona.ignores * urgent)) return 'ignore';
  if (!onDuty) return random.chance(0.7) ? 'decline' : 'ignore';
  if (random.chance(persona.declines * urgent)) return 'decline';
  if (command.kind === 'order' && command.caseId && random.chance(persona.returns)) return 'return';
  return 'accept';
}

/** Milliseconds a person takes for something; a reliable one thinks for exactly as long as the run says. */
export function delay(
  state: WorkerState,
  [low, high]: readonly [number, number],
  world: World,
  factor: number,
): number {
  const { reliableThink } = world.settings;
  if (reliableThink !== null) return reliableThink;
  return human(state.random.range(low, high) * factor, world);
}

/** Reads the command; a notice asks for nothing more. True when the command is over. What is ignored waits for a reminder. */
export function read(state: WorkerState, task: Task, now: number, world: World, out: Intent[]): boolean {
  const { command, decision } = task;
  receipt(out, command.id, 'read', now);
  const asks = command.requires === 'accepted' || command.request || command.replies;
  if (command.kind === 'notice' && !asks) return true;
  task.stage = 'read';
  if (decision === 'ignore') task.dueAt = Number.POSITIVE_INFINITY;
  else task.dueAt = now + delay(state, state.persona.answer, world, HURRY[command.priority]);
  return false;
}

/** Answers the command; true when that was all. */
export function answer(state: WorkerState, task: Task, now: number, out: Intent[]): boolean {
  const { command, decision } = task;
  if (command.expiresAt !== undefined && command.expiresAt <= now) return true;
  if (decision === 'decline') {
    const note = state.onDuty ? state.random.pick(REASONS) : '已下班，无法处置';
    receipt(out, command.id, 'declined', now, { note });
    return true;
  }
  if (command.request) {
    answerRequest(state, command, now, out);
    return true;
  }
  const reply = command.replies && state.random.pick(command.replies).id;
  receipt(out, command.id, 'accepted', now, reply === undefined ? {} : { reply });
  if (command.purpose === 'supervision') {
    receipt(out, command.id, 'done', now, { note: state.random.pick(REPLIES) });
    return true;
  }
  task.stage = 'accepted';
  task.dueAt = now;
  return command.kind === 'notice';
}

/** What the centre is told that presses a case. */
const REPLIES = [
  '已到现场，预计今日下班前办结。',
  '正在协调责任单位进场，明日上午完成。',
  '缺少配件，已催货，到货即更换。',
  '已完成大部分，收尾中。',
];

const REASONS = [
  '正在处理另一事件，走不开',
  '距离太远，建议改派附近人员',
  '不在本人网格范围内',
  '身体不适，请安排他人',
];

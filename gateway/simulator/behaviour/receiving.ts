import type { CommandFields } from '#shared/protocol/commands.ts';
import type { Intent } from './intents.ts';
import { human } from './moving.ts';
import { LATE_FACTOR } from './persona.ts';
import type { Decision, Task, WorkerState } from './state.ts';
import type { World } from './world.ts';

/** People hurry when the handheld shouts. */
const HURRY: Record<CommandFields['priority'], number> = { flash: 0.25, urgent: 0.6, routine: 1 };
/** Commands remembered to ignore a second delivery; a handheld's list is finite. */
const REMEMBERED = 500;
/** Commands open on one handheld at most; what is beyond them goes unanswered. */
const MOST_TASKS = 50;

/** A command arrives. What was seen before changes nothing. */
export function receiveCommand(state: WorkerState, command: CommandFields, now: number, world: World): void {
  const seen = (state.seen ??= new Set());
  if (seen.has(command.id)) return;
  seen.add(command.id);
  const oldest = seen.values().next();
  if (seen.size > REMEMBERED && !oldest.done) seen.delete(oldest.value);
  if (state.tasks.length >= MOST_TASKS) return;
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

/** Reads the command; a notice asks for nothing more. True when the command is over. */
export function read(state: WorkerState, task: Task, now: number, world: World, out: Intent[]): boolean {
  const { command, decision } = task;
  receipt(out, command.id, 'read', now);
  const isNotice = command.kind === 'notice' && command.requires !== 'accepted';
  if (isNotice || decision === 'ignore') return true;
  task.stage = 'read';
  task.dueAt = now + delay(state, state.persona.answer, world, HURRY[command.priority]);
  return false;
}

/** Answers the command; true when that was all. */
export function answer(state: WorkerState, task: Task, now: number, out: Intent[]): boolean {
  const { command, decision } = task;
  if (command.expiresAt !== undefined && command.expiresAt <= now) return true;
  if (decision === 'decline') {
    receipt(out, command.id, 'declined', now, state.onDuty ? state.random.pick(REASONS) : '已下班，无法处置');
    return true;
  }
  receipt(out, command.id, 'accepted', now);
  task.stage = 'accepted';
  task.dueAt = now;
  return command.kind === 'notice';
}

const REASONS = [
  '正在处理另一事件，走不开',
  '距离太远，建议改派附近人员',
  '不在本人网格范围内',
  '身体不适，请安排他人',
];

/** A receipt without place or photo. */
export function receipt(
  out: Intent[],
  commandId: string,
  state: 'read' | 'accepted' | 'declined' | 'failed' | 'done',
  at: number,
  note?: string,
): void {
  const payload = { commandId, state, at, ...(note === undefined ? {} : { note }) };
  out.push({ type: 'message', event: 'receipt', payload, photos: [] });
}

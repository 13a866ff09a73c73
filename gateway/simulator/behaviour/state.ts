import type { CommandFields } from '#shared/protocol/commands.ts';
import type { Persona } from './persona.ts';
import type { Random } from './random.ts';
import type { Settling } from './settling.ts';
import type { Walk } from './walk.ts';

/** Who a simulated worker is; from `workers.json`. */
export interface Profile {
  id: string;
  index: number;
  gridCode: string;
}

/** How a worker will answer a command; drawn once, when it is read. */
export type Decision = 'accept' | 'decline' | 'ignore' | 'return';

/** One command on a worker's handheld, and how far the worker is with it. */
export interface Task {
  command: CommandFields;
  stage: 'unread' | 'read' | 'accepted' | 'going' | 'working' | 'reporting';
  decision: Decision;
  /** when the next step is due; Infinity while it waits for a walk, an answer or another task */
  dueAt: number;
  /** id of the `start` the gateway has not answered yet, or of the last action sent */
  actionId: string | null;
  /** the gateway refused the case action: the command is then done as a plain one */
  refused: boolean;
}

/** Everything that one person is. Times are milliseconds since the epoch; Infinity means never. */
export interface WorkerState {
  readonly profile: Profile;
  readonly persona: Persona;
  readonly random: Random;
  /** metres per second when walking */
  readonly pace: number;
  /** nodes of the own grid */
  readonly home: Int32Array;

  onDuty: boolean;
  /** false until the gateway has been told whether the worker is on duty */
  announced: boolean;
  covered: boolean;
  walk: Walk;
  /** standing still until then */
  pausedUntil: number;
  movedAt: number;
  /** metres per second over ground at the last position */
  speed: number;
  heading: number;
  /** error of the satellite fix, metres east and north */
  drift: [number, number];
  battery: number;

  nextPositionAt: number;
  nextDutyAt: number;
  nextCoverageAt: number;
  nextReportAt: number;
  nextSosAt: number;
  nextTalkAt: number;
  /** says that all is well then */
  nextWellAt: number;
  /** the next talk answers the last one that was heard */
  replying: boolean;

  /** ids of commands received, kept to ignore a second delivery */
  seen: Set<string> | null;
  tasks: Task[];
  active: Task | null;
  /** what was reported and is being put in order on the spot */
  settling: Settling | null;
}

import type { CommandPolicy, EscalationStep } from '#shared/domain/command.ts';
import { receiptDueAt } from '#shared/domain/commandLife.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { GATEWAY_TO_CONSOLE } from '#shared/protocol/console.ts';
import type { Worker } from '#shared/protocol/entities.ts';
import { STATUS } from '#shared/protocol/fleetFrame.ts';
import type { z } from 'zod';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Remind } from '../ops/commandRemind.ts';
import { SYSTEM } from '../systemActor.ts';
import { commitJoined, type Joined } from './joiners.ts';
import { type LiveCommand, STANDING } from './liveCommands.ts';
import { commandPolicy } from './policy.ts';

/** What every console is told at once. */
export type Notice = z.infer<(typeof GATEWAY_TO_CONSOLE)['notice']['payload']>;

interface EscalationVoices {
  remind: Remind;
  notify(notice: Notice): void;
}

/**
 * What follows when a required receipt is late, where the command asks for it: one step after the other, each once,
 * while anybody is late. The steps that were taken stand in the command's row, so a restart repeats none.
 */
export class Escalation {
  readonly #gateway: Gateway;
  readonly #voices: EscalationVoices;

  constructor(gateway: Gateway, voices: EscalationVoices) {
    this.#gateway = gateway;
    this.#voices = voices;
  }

  async round(): Promise<void> {
    const policy = commandPolicy(this.#gateway.directory);
    for (const live of [...this.#gateway.commands.all()]) {
      const step = this.#stepDue(live, policy);
      const late = step ? lateOf(live, policy, this.#gateway.now()) : [];
      if (step && late.length > 0) await this.#take(step, live.row, late);
    }
  }

  #stepDue({ row, released }: LiveCommand, policy: CommandPolicy): EscalationStep | null {
    const now = this.#gateway.now();
    const isOver = row.expiresAt !== undefined && row.expiresAt <= now;
    if (!row.escalate || !released || isOver) return null;
    const { steps, everySeconds } = policy.escalation;
    const taken = (row.reminders ?? []).filter(({ step }) => step);
    const last = taken.at(-1);
    const dueAt = last ? last.at + everySeconds * 1000 : receiptDueAt(row, '', policy);
    return dueAt <= now ? (steps[taken.length] ?? null) : null;
  }

  async #take(step: EscalationStep, row: Command, late: readonly string[]): Promise<void> {
    const at = this.#gateway.now();
    const joined = step === 'next-person' ? this.#nextPersons(row, late, at) : [];
    const reminders = [...(row.reminders ?? []), { at, by: SYSTEM, step, count: late.length }];
    // Somebody else wrote first: the next round looks again.
    if (!(await commitJoined(this.#gateway, row, joined, { reminders })).ok) return;
    this.#gateway.log.info({ commandId: row.id, step, late: late.length }, 'a command without answers is escalated');
    if (step === 'louder') this.#voices.remind(row, late, 2);
    if (step === 'voice-call') {
      this.#voices.remind(row, late, 3);
      this.#voices.notify(noticeOf('command-voice-call', row, late, '请电话联系'));
    }
    if (step === 'shift-lead') this.#voices.notify(noticeOf('command-no-answer', row, late, '请值班长处理'));
  }

  /** For each who does not answer the nearest other of the same role who is on duty and can hear. */
  #nextPersons(row: Command, late: readonly string[], at: number): Joined[] {
    const { directory, streets, fleet } = this.#gateway;
    const asked = new Set(row.workerIds);
    const free = [...directory.workers.values()].flatMap((worker) => {
      const place = !asked.has(worker.id) && canHear(this.#gateway, worker) ? fleet.placeOf(worker.index) : null;
      return place ? [{ worker, place }] : [];
    });
    const joined: Joined[] = [];
    for (const insteadOf of late.slice(0, LIMITS.nextPersons)) {
      const silent = directory.workers.get(insteadOf);
      const place = row.target ?? (silent ? fleet.placeOf(silent.index) : null);
      if (!silent || !place) continue;
      const fitting = free.filter(({ worker }) => worker.role === silent.role && !asked.has(worker.id));
      const [next] = streets.nearest(fitting, place, 1);
      if (!next) continue;
      asked.add(next.worker.id);
      joined.push({ workerId: next.worker.id, at, insteadOf });
    }
    return joined;
  }
}

function canHear({ fleet }: Gateway, { index, onDuty }: Worker): boolean {
  return onDuty && (fleet.statusOf(index) & STATUS.online) !== 0;
}

/** Who owes the required receipt and is late with it. */
function lateOf({ row, standing }: LiveCommand, policy: CommandPolicy, now: number): string[] {
  const patience = policy.dueSeconds[row.priority] * 1000;
  const joinedAt = new Map(row.joined?.map(({ workerId, at }) => [workerId, at]));
  const late: string[] = [];
  for (const [workerId, bits] of standing) {
    const isDue = (joinedAt.get(workerId) ?? 0) + patience <= now;
    if (isDue && !(bits & STANDING.answered)) late.push(workerId);
  }
  return late;
}

function noticeOf(code: string, { id, title }: Command, late: readonly string[], what: string): Notice {
  return {
    level: 'alarm',
    code,
    message: `指令“${title}”有 ${late.length} 人未按时回执，${what}`,
    command: { id, workerIds: late.slice(0, 20), count: late.length },
  };
}

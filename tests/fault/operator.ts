import { setTimeout as pause } from 'node:timers/promises';
import type { QueueName } from '#shared/contract/queues.ts';
import type { Act as StationAct } from '#shared/contract/station.ts';
import type { CaseRow, CaseView, OutboxItem } from '#shared/contract/views.ts';
import { makeAct, type Sight } from './acts/payloads.ts';
import type { Act } from './acts/wishes.ts';
import type { Heard } from './consoleLife.ts';
import type { Desk } from './desk.ts';
import type { Step } from './plan.ts';
import type { Tallies } from './tallies.ts';

/** What both operators know of the centre. */
export interface Common {
  workers: readonly string[];
  /** ids of the cases that the plan makes, as far as they have been made */
  cases: string[];
  shiftId: string;
  isOffered: boolean;
}

/** Carries out what the plan wants of the person at one desk. */
export class Operator implements Sight {
  readonly #desk: Desk;
  readonly #common: Common;
  readonly #tallies: Tallies;
  readonly #seen = new Map<string, number>();
  #categories: readonly string[] = [];

  constructor(desk: Desk, common: Common, tallies: Tallies) {
    this.#desk = desk;
    this.#common = common;
    this.#tallies = tallies;
  }

  async carryOut(step: Step): Promise<void> {
    await this.#desk.answers();
    switch (step.do) {
      case 'act':
        return this.#act(step.act);
      case 'burst':
        return this.#burst(step);
      case 'take-back':
        return this.#takeBack(step.dice);
      case 'decide':
        return this.#decide(step.dice, step.mark);
      case 'send-now':
        return this.#sendNow(step.dice);
      case 'change-operator':
        this.#tallies.count('operators changed');
        return this.#desk.change(step.to);
      default:
        throw new Error(`${step.do} is nothing an operator does`);
    }
  }

  async #act(act: Act): Promise<void> {
    const made = await makeAct(act, this);
    if (!made) return this.#tallies.count('acts without an object');
    const heard = await this.#send(act, made);
    if (act.repeat) await this.#send(act, made);
    if (act.undo && heard.answered && heard.answer.ok) await this.#desk.ask({ call: 'undo', id: act.id }, [act.id]);
  }

  /** Several windows' worth of work at once, and a part of the app dies amid it. */
  async #burst({ acts, part, after }: Extract<Step, { do: 'burst' }>): Promise<void> {
    const made = await Promise.all(acts.map(async (act) => ({ act, made: await makeAct(act, this) })));
    const sent = made.flatMap(({ act, made: ready }) => (ready ? [this.#send(act, ready)] : []));
    await pause(after);
    await this.#desk.kill(part);
    this.#tallies.count('bursts');
    await Promise.all(sent);
  }

  async #send(act: Act, made: StationAct): Promise<Heard> {
    const about = { id: act.id, mark: act.mark, kind: made.kind, entityId: made.entityId ?? null } as const;
    const heard = await this.#desk.ask({ call: 'act', ...about }, [made]);
    if (!heard.answered) return heard;
    if (heard.answer.ok) this.#noteMade(act, made.kind);
    else if (heard.answer.reason === 'signed-out') await this.#desk.signIn(this.#desk.person);
    return heard;
  }

  #noteMade({ id, wish }: Act, kind: string): void {
    if (wish.kind === 'create' && !this.#common.cases.includes(wish.caseId)) this.#common.cases.push(wish.caseId);
    if (wish.kind === 'hand-over') this.#common.isOffered = kind === 'shift.hand-over';
    if (kind === 'shift.take-over') this.#common.shiftId = id;
  }

  async #takeBack(dice: number): Promise<void> {
    const item = oneOf(await this.#items((state) => state === 'held' || state === 'waiting'), dice);
    if (item) await this.#desk.ask({ call: 'undo', id: item.id, kind: item.kind }, [item.id]);
  }

  async #sendNow(dice: number): Promise<void> {
    const item = oneOf(await this.#items((state) => state === 'held' || state === 'waiting'), dice);
    if (item) await this.#desk.ask({ call: 'sendNow', id: item.id, kind: item.kind }, [item.id]);
  }

  /** One of the decisions that wait: mine again, mine edited, or theirs. */
  async #decide(dice: number, mark: string): Promise<void> {
    const item = oneOf(await this.#items(isDecision), (dice * 100) % 1);
    if (item) await decide(this.#desk, item, dice < 0.35 ? 'retry' : dice < 0.7 ? 'amend' : 'dismiss', mark);
  }

  async #items(fits: (state: OutboxItem['state']) => boolean): Promise<OutboxItem[]> {
    return ((await this.#desk.read('outbox.list', {})) ?? []).filter(({ state }) => fits(state));
  }

  async caseView(id: string): Promise<CaseView | null> {
    const view = await this.#desk.read('case.get', { id });
    if (view && !this.#seen.has(id)) this.#seen.set(id, view.case.version);
    return view;
  }

  async queue(name: QueueName): Promise<CaseRow[]> {
    return (await this.#desk.read('queue.page', { queue: name, limit: 50 }))?.rows ?? [];
  }

  earlierVersion(id: string): number | undefined {
    return this.#seen.get(id);
  }

  async categories(): Promise<readonly string[]> {
    if (this.#categories.length === 0)
      this.#categories = ((await this.#desk.read('category.list', {})) ?? []).map(({ code }) => code);
    return this.#categories;
  }

  otherCase(id: string, dice: number): string {
    const others = this.#common.cases.filter((other) => other !== id);
    return others[Math.floor(dice * others.length)] ?? id;
  }

  get workers(): readonly string[] {
    return this.#common.workers;
  }

  shiftId(): string {
    return this.#common.shiftId;
  }

  isOffered(): boolean {
    return this.#common.isOffered;
  }

  now(): number {
    return Date.now();
  }
}

export const isDecision = (state: OutboxItem['state']): boolean => state === 'conflict' || state === 'refused';

/** Settles one refused action. An amendment carries a mark of its own: it is another text under the same action. */
export async function decide(
  desk: Desk,
  { id, kind, payload }: OutboxItem,
  how: 'retry' | 'amend' | 'dismiss',
  mark: string,
): Promise<boolean> {
  const about = { id, kind };
  const amended = how === 'amend' ? remark(payload, mark) : null;
  const heard = amended
    ? await desk.ask({ call: 'amend', mark, ...about }, [{ opId: id, payload: amended }])
    : await desk.ask({ call: how === 'amend' ? 'retry' : how, ...about }, [id]);
  return heard.answered && heard.answer.ok;
}

/** The payload with its mark replaced; null when it bears none. A masked contact must not be sent in place of the real one. */
function remark(payload: unknown, mark: string): unknown {
  const text = JSON.stringify(payload);
  if (typeof payload !== 'object' || payload === null || 'contact' in payload || !/⟦[^⟧]*⟧/.test(text)) return null;
  return JSON.parse(text.replaceAll(/⟦[^⟧]*⟧/g, mark));
}

function oneOf<T>(of: readonly T[], dice: number): T | undefined {
  return of[Math.floor(dice * of.length)];
}

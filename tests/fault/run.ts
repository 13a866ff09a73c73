import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { v7 as uuidv7 } from 'uuid';
import { freshFolder, removeFolder } from '../support/centre.ts';
import { findPlanted } from '../support/planted.ts';
import { PEOPLE, PLANTED_NAME, PLANTED_PHONE } from './acts/wishes.ts';
import { Centre } from './centre.ts';
import { readCentre } from './check/evidence.ts';
import { isHeld, judge, type Verdict } from './check/invariants.ts';
import { Desk } from './desk.ts';
import { Journal } from './journal.ts';
import { type Common, Operator } from './operator.ts';
import { DESKS, type DeskName, type Lane, type Plan, planHash, type Step } from './plan.ts';
import { FaultProxy } from './proxy.ts';
import { settleDesk } from './settle.ts';
import { Tallies } from './tallies.ts';

const READY_MS = 180_000;
const CONVERGE_MS = 90_000;

export interface Outcome {
  seed: number;
  minutes: number;
  planHash: string;
  /** seconds from the first start to the last stop */
  seconds: number;
  tallies: Record<string, number>;
  verdicts: Verdict[];
}

/** One run of a plan: real apps, a real gateway, a network that fails, and the judgement of what is left. */
export async function runPlan(plan: Plan, artefacts: string): Promise<Outcome> {
  const run = new Run(plan, artefacts);
  return run.whole();
}

class Run {
  readonly #plan: Plan;
  readonly #artefacts: string;
  readonly #scratch = freshFolder('fault');
  readonly #tallies = new Tallies();
  readonly #journal: Journal;
  readonly #incidents: string[] = [];
  readonly #leaks = new Set<string>();
  readonly #begun = Date.now();

  constructor(plan: Plan, artefacts: string) {
    this.#plan = plan;
    this.#artefacts = artefacts;
    rmSync(artefacts, { recursive: true, force: true });
    mkdirSync(artefacts, { recursive: true });
    writeFileSync(join(artefacts, 'plan.json'), JSON.stringify(plan, null, 1));
    this.#journal = new Journal(join(artefacts, 'journal.jsonl'));
  }

  async whole(): Promise<Outcome> {
    const centre = await Centre.start(join(this.#scratch, 'centre'), this.#tallies);
    const proxies = { north: await FaultProxy.start(centre.port), south: await FaultProxy.start(centre.port) };
    const desks = { north: this.#desk('north', proxies), south: this.#desk('south', proxies) };
    try {
      const common = await this.#open(centre, desks);
      await this.#troubles(centre, desks, proxies, common);
      await this.#converge(centre, desks, proxies);
    } catch (error) {
      this.#incident('the run', error);
    }
    for (const desk of DESKS) await desks[desk].end().catch((error: unknown) => this.#incident(desk, error));
    for (const desk of DESKS) await desks[desk].abandon();
    await centre.end().catch((error: unknown) => this.#incident('centre', error));
    for (const desk of DESKS) await proxies[desk].close();
    return this.#judge(centre, desks);
  }

  #desk(name: DeskName, proxies: Record<DeskName, FaultProxy>): Desk {
    const between = (desk: Desk) => {
      for (const find of findPlanted([desk.home], [PLANTED_NAME, PLANTED_PHONE])) this.#leaks.add(find);
    };
    const world = {
      scratch: this.#scratch,
      gateway: proxies[name].url,
      journal: this.#journal,
      tallies: this.#tallies,
    };
    return new Desk(name, { ...world, between });
  }

  /** Both desks up and live, everybody known at both, a shift open. */
  async #open(centre: Centre, desks: Record<DeskName, Desk>): Promise<Common> {
    await centre.openStreets(this.#plan.seed);
    await Promise.all(
      DESKS.map(async (name) => {
        await desks[name].up();
        for (const person of [...PEOPLE].reverse())
          if (!(await desks[name].signIn(person))) throw new Error(`no ${person}`);
        await until(`${name} is live`, READY_MS, async () => (await desks[name].status())?.sync.state === 'live');
      }),
    );
    await desks.south.change('dispatcher');
    const shiftId = uuidv7();
    const open = { id: shiftId, kind: 'shift.open', entityId: shiftId, payload: { note: '⟦open⟧' } };
    await desks.north.ask({ call: 'act', id: shiftId, mark: '⟦open⟧', kind: 'shift.open', entityId: shiftId }, [open]);
    this.#tell('both desks are live');
    return { workers: centre.workers, cases: [], shiftId, isOffered: false };
  }

  /** The plan itself: lanes side by side, the steps of a lane in order, each not before its time. */
  async #troubles(
    centre: Centre,
    desks: Record<DeskName, Desk>,
    proxies: Record<DeskName, FaultProxy>,
    common: Common,
  ): Promise<void> {
    const start = Date.now();
    const operators = {
      north: new Operator(desks.north, common, this.#tallies),
      south: new Operator(desks.south, common, this.#tallies),
    };
    const lanes = Map.groupBy(this.#plan.steps, ({ lane }) => lane);
    const ends = start + this.#plan.minutes * 60_000;
    await Promise.all(
      [...lanes].map(async ([lane, steps]) => {
        for (const step of steps) {
          await pause(Math.max(0, start + step.at - Date.now()));
          // A lane that has fallen behind ends with the others: the plan's length is the run's.
          if (Date.now() > ends) return this.#tallies.count('steps left out');
          await this.#step(lane, step, { centre, desks, proxies, operators });
        }
      }),
    );
  }

  async #step(lane: Lane, step: Step, world: World): Promise<void> {
    const name = lane.startsWith('north') ? 'north' : 'south';
    const desk = world.desks[name];
    try {
      if (step.do === 'centre') return await world.centre.goAway(step.how, step.ms);
      if (step.do === 'fault') {
        this.#tallies.count(`fault ${step.fault.kind}`);
        world.proxies[name].begin(step.fault);
        await pause(step.ms);
        return world.proxies[name].end();
      }
      await desk.up();
      if (step.do === 'kill') await desk.kill(step.part);
      else if (step.do === 'restart') await desk.restart();
      else await world.operators[name].carryOut(step);
    } catch (error) {
      this.#incident(`step ${step.n} (${lane}, ${step.do})`, error);
    }
  }

  /** All is well again: what waits is settled, and both desks come to where the gateway is. */
  async #converge(centre: Centre, desks: Record<DeskName, Desk>, proxies: Record<DeskName, FaultProxy>): Promise<void> {
    this.#tell('no more faults: settling');
    for (const name of DESKS) proxies[name].end();
    await Promise.all(DESKS.map((name) => settleDesk(desks[name], this.#tallies)));
    await centre.closeStreets();
    const atEnd = () => {
      const log = read(join(centre.data, 'centre.sqlite'), 'SELECT max(seq) AS it FROM log');
      return DESKS.every((name) => cursorOf(desks[name].home) === log);
    };
    await until('both desks are at the end of the log', CONVERGE_MS, atEnd);
  }

  #judge(centre: Centre, desks: Record<DeskName, Desk>): Outcome {
    const remains = {
      centre: centre.data,
      desks: { north: desks.north.home, south: desks.south.home },
      lines: this.#journal.lines,
      leaks: [...this.#leaks],
      incidents: this.#incidents,
    };
    const verdicts = judge(remains);
    const outcome: Outcome = {
      ...{ seed: this.#plan.seed, minutes: this.#plan.minutes, planHash: planHash(this.#plan) },
      seconds: Math.round((Date.now() - this.#begun) / 1000),
      tallies: { ...this.#tallies.all(), ...talliesOf(this.#journal), ...answersOf(remains.centre) },
      verdicts,
    };
    writeFileSync(join(this.#artefacts, 'outcome.json'), JSON.stringify(outcome, null, 1));
    if (!verdicts.every(isHeld)) this.#keep(remains.centre, remains.desks, centre.output());
    removeFolder(this.#scratch);
    return outcome;
  }

  /** Everything that is needed to look into a violation. */
  #keep(centre: string, desks: Record<DeskName, string>, said: string): void {
    writeFileSync(join(this.#artefacts, 'gateway.log'), said);
    cpSync(centre, join(this.#artefacts, 'centre'), { recursive: true });
    for (const name of DESKS) {
      const target = join(this.#artefacts, name);
      const kept = (source: string) => !source.startsWith(join(desks[name], 'chromium'));
      cpSync(desks[name], target, { recursive: true, filter: kept });
    }
  }

  #incident(where: string, error: unknown): void {
    const text = `${where}: ${error instanceof Error ? error.message : String(error)}`;
    this.#incidents.push(text);
    this.#tell(text);
    if (!(error instanceof Error) || typeof error.cause !== 'string') return;
    writeFileSync(join(this.#artefacts, `incident-${this.#incidents.length}.txt`), `${text}\n${error.cause}\n`);
  }

  #tell(text: string): void {
    process.stderr.write(`${String(Math.round((Date.now() - this.#begun) / 1000)).padStart(5)} s  ${text}\n`);
  }
}

interface World {
  centre: Centre;
  desks: Record<DeskName, Desk>;
  proxies: Record<DeskName, FaultProxy>;
  operators: Record<DeskName, Operator>;
}

/** What the journal counts. */
function talliesOf({ lines }: Journal): Record<string, number> {
  const count = (call: string, phase: string) =>
    lines.filter((line) => line.call === call && line.phase === phase).length;
  const of = (call: string, phase: string) =>
    new Set(lines.filter((l) => l.call === call && l.phase === phase).map((l) => l.id)).size;
  return {
    actions: new Set(lines.filter(({ call }) => call === 'act').map(({ id }) => id)).size,
    acknowledged: of('act', 'yes'),
    'refused at the desk': of('act', 'no'),
    'calls without an answer': lines.filter(({ phase }) => phase === 'silence').length,
    undone: count('undo', 'yes'),
    dismissed: count('dismiss', 'yes'),
    'sent again': count('retry', 'yes') + count('amend', 'yes'),
  };
}

/** How the centre answered: each refusal was a decision for an operator. */
function answersOf(centre: string): Record<string, number> {
  const answers = [...readCentre(centre).answers.values()];
  return {
    'taken by the centre': answers.filter((answer) => answer === 'ok').length,
    conflicts: answers.filter((answer) => answer === 'conflict').length,
    'other refusals of the centre': answers.filter((answer) => answer !== 'ok' && answer !== 'conflict').length,
  };
}

async function until(what: string, patienceMs: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${patienceMs / 1000} s: ${what}`);
    await pause(200);
  }
}

function read(file: string, sql: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return (db.prepare(sql).get() as { it: unknown } | undefined)?.it;
  } finally {
    db.close();
  }
}

function cursorOf(home: string): unknown {
  const text = read(join(home, 'station.db'), "SELECT value AS it FROM meta WHERE key = 'cursor'");
  return typeof text === 'string' ? (JSON.parse(text) as { seq: number }).seq : undefined;
}

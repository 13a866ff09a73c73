import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { seededRandom } from '#shared/geo/random.ts';
import { type Act, planAct, type Person } from './acts/wishes.ts';

/** The two desks of the centre, and who sits at them in turn. */
export const DESKS = ['north', 'south'] as const;
export type DeskName = (typeof DESKS)[number];

/** What can be killed of one app. */
export const PARTS = ['station', 'renderer', 'gpu', 'main'] as const;
export type Part = (typeof PARTS)[number];

export type Fault =
  /** every connection is cut and none can be made */
  | { kind: 'down' }
  | { kind: 'cut' }
  | { kind: 'delay'; ms: number }
  /** bytes vanish both ways and nobody is told; of the present connections for ever, of new ones while it lasts or not at all */
  | { kind: 'half-open'; newToo: boolean }
  /** the next chunk of each connection breaks off amid a frame, and the connection with it */
  | { kind: 'truncate' }
  | { kind: 'throttle'; bytesPerSecond: number }
  /** what the desk sends for `holdMs` arrives only after its next connection is up */
  | { kind: 'reorder'; holdMs: number };
export type FaultKind = Fault['kind'];

export type Deed =
  | { do: 'act'; act: Act }
  /** several acts at once without waiting, and a kill amid them, `after` ms later */
  | { do: 'burst'; acts: Act[]; part: 'station' | 'main' | 'renderer'; after: number }
  | { do: 'take-back'; dice: number }
  | { do: 'decide'; dice: number; mark: string }
  | { do: 'send-now'; dice: number }
  | { do: 'change-operator'; to: Person }
  | { do: 'kill'; part: Part }
  | { do: 'restart' }
  | { do: 'fault'; fault: Fault; ms: number }
  | { do: 'centre'; how: 'kill' | 'stop'; ms: number };

/** Lanes run side by side, the steps of one in order: who acts, what is killed, how the link is; and the centre's own. */
export type Lane = `${DeskName} ${'operator' | 'kills' | 'link'}` | 'centre';
export type Step = { n: number; at: number; lane: Lane } & Deed;

export interface Plan {
  seed: number;
  minutes: number;
  steps: Step[];
}

const MINUTE_MS = 60_000;
/** a fixed day, so that the ids of a plan depend on nothing but the seed */
const EPOCH_MS = 1_780_000_000_000;

/** how often each happens, per desk and minute (of the centre: per minute) */
const RATES = { station: 2.6, renderer: 1.3, gpu: 0.5, main: 0.7, restart: 0.25, burst: 1.2, centre: 0.8 };
const ACT_GAP_MS = 650;
const FAULT_GAP_MS = 7000;
const SHIFT_CHANGE_MS = 25_000;

/** What happens in a run, as a function of the seed alone. What the machine makes of it is another matter. */
export function makePlan(seed: number, minutes: number): Plan {
  const ends = minutes * MINUTE_MS;
  const world = new World(seed, ends);
  const drafts = [
    ...DESKS.flatMap((desk, index) => [
      ...operatorLane(world, desk, index),
      ...killLane(world, desk),
      ...linkLane(world, desk),
    ]),
    ...centreLane(world),
  ];
  // Acts look back at cases that exist by then: they are chosen in the order of time, over both desks.
  const inOrder = drafts.sort((a, b) => a.at - b.at);
  return { seed, minutes, steps: inOrder.map((draft, n) => world.stepOf(n, draft)) };
}

/** Short and the same for the same plan. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
}

export const acts = (plan: Plan): Act[] =>
  plan.steps.flatMap((step) => (step.do === 'act' ? [step.act] : step.do === 'burst' ? step.acts : []));

type Draft = { at: number; lane: Lane } & (
  | Exclude<Deed, { do: 'act' | 'burst' }>
  | { do: 'act'; act: Person }
  | { do: 'burst'; acts: Person[]; part: 'station' | 'main' | 'renderer'; after: number }
);

/** Randomness of a plan: one stream for each lane, so that a change of one leaves the others as they are. */
class World {
  readonly #seed: number;
  readonly ends: number;
  readonly #acts: () => number;
  readonly #cases: string[] = [];
  readonly #commands: string[] = [];
  #serial = 0;

  constructor(seed: number, ends: number) {
    this.#seed = seed;
    this.ends = ends;
    this.#acts = this.stream('acts');
  }

  stream(name: string): () => number {
    const digest = createHash('sha256').update(`${this.#seed} ${name}`).digest();
    return seededRandom(digest.readInt32LE(0));
  }

  /** Times of something that happens `perMinute`, evenly spread by chance. */
  times(random: () => number, perMinute: number): number[] {
    const count = Math.max(1, Math.round((perMinute * this.ends) / MINUTE_MS));
    return Array.from({ length: count }, () => Math.floor(random() * this.ends)).sort((a, b) => a - b);
  }

  stepOf(n: number, draft: Draft): Step {
    if (draft.do === 'act') return { n, ...draft, act: this.#act(draft.at, draft.act) };
    if (draft.do === 'burst') return { n, ...draft, acts: draft.acts.map((person) => this.#act(draft.at, person)) };
    return { n, ...draft };
  }

  #act(at: number, person: Person): Act {
    this.#serial += 1;
    const random = this.#acts;
    const newId = () => uuidv7({ msecs: EPOCH_MS + at, random: Uint8Array.from({ length: 16 }, () => random() * 256) });
    const act = planAct({ random, newId, person, serial: this.#serial, cases: this.#cases, commands: this.#commands });
    if (act.wish.kind === 'create') this.#cases.push(act.wish.caseId);
    if (act.wish.kind === 'issue') this.#commands.push(act.wish.commandId);
    return act;
  }
}

function operatorLane(world: World, desk: DeskName, index: number): Draft[] {
  const random = world.stream(`${desk} operator`);
  const lane: Lane = `${desk} operator`;
  const bursts = world.times(random, RATES.burst);
  const steps: Draft[] = [];
  let person: Person = index === 0 ? 'lead' : 'dispatcher';
  let change = SHIFT_CHANGE_MS * (0.5 + random());
  for (let at = 0; at < world.ends; at += Math.ceil(-Math.log(1 - random()) * ACT_GAP_MS) + 20) {
    const burst = bursts[0];
    if (burst !== undefined && burst <= at) {
      bursts.shift();
      const acts = Array.from({ length: 3 + Math.floor(random() * 5) }, () => person);
      const part = pick(random, ['station', 'station', 'station', 'main', 'renderer'] as const);
      steps.push({ at, lane, do: 'burst', acts, part, after: Math.floor(random() * 25) });
    } else if (at > change) {
      change = at + SHIFT_CHANGE_MS * (0.5 + random());
      person = nextPerson(random, index);
      steps.push({ at, lane, do: 'change-operator', to: person });
    } else steps.push(smallStep({ at, lane }, random, person, `⟦${desk}${steps.length}⟧`));
  }
  return steps;
}

/** Desk by desk the roles differ, but both can do the same to the same case: that is how conflicts arise. */
function nextPerson(random: () => number, index: number): Person {
  const shares = [
    ['lead', 'lead', 'lead', 'intake', 'supervisor'],
    ['dispatcher', 'dispatcher', 'lead', 'intake', 'verifier', 'supervisor'],
  ] as const;
  return pick(random, shares[index === 0 ? 0 : 1]);
}

function smallStep(base: { at: number; lane: Lane }, random: () => number, person: Person, mark: string): Draft {
  const dice = random();
  if (dice < 0.07) return { ...base, do: 'take-back', dice: random() };
  if (dice < 0.13) return { ...base, do: 'decide', dice: random(), mark };
  if (dice < 0.16) return { ...base, do: 'send-now', dice: random() };
  return { ...base, do: 'act', act: person };
}

function killLane(world: World, desk: DeskName): Draft[] {
  const random = world.stream(`${desk} kills`);
  const lane: Lane = `${desk} kills`;
  const kill =
    (part: Part) =>
    (at: number): Draft => ({ at, lane, do: 'kill', part });
  const planned: Draft[] = [
    ...world.times(random, RATES.station).map(kill('station')),
    ...world.times(random, RATES.renderer).map(kill('renderer')),
    ...world.times(random, RATES.main).map(kill('main')),
    ...world.times(random, RATES.gpu).map(kill('gpu')),
    ...world.times(random, RATES.restart).map((at): Draft => ({ at, lane, do: 'restart' })),
  ].sort((a, b) => a.at - b.at);
  return oneGpuKillALife(planned);
}

/** Chromium gives up on a GPU process that dies three times in one life of the app: that is its rule, not ours to test. */
function oneGpuKillALife(steps: Draft[]): Draft[] {
  let killed = 0;
  return steps.filter((step) => {
    if (step.do === 'restart' || (step.do === 'kill' && step.part === 'main')) killed = 0;
    if (step.do !== 'kill' || step.part !== 'gpu') return true;
    killed += 1;
    return killed <= 2;
  });
}

function linkLane(world: World, desk: DeskName): Draft[] {
  const random = world.stream(`${desk} link`);
  const steps: Draft[] = [];
  let at = FAULT_GAP_MS * random();
  while (at < world.ends) {
    const fault = faultOf(random);
    const long = fault.kind === 'down' && random() < 0.35;
    const ms = Math.round(long ? 15_000 + random() * 25_000 : 1000 + random() * 7000);
    steps.push({ at: Math.floor(at), lane: `${desk} link`, do: 'fault', fault, ms });
    at += ms + FAULT_GAP_MS * (0.3 + random());
  }
  return steps;
}

function faultOf(random: () => number): Fault {
  const kinds = ['down', 'cut', 'delay', 'half-open', 'truncate', 'throttle', 'reorder', 'reorder'] as const;
  const kind = pick(random, kinds);
  if (kind === 'delay') return { kind, ms: Math.round(30 + random() * 600) };
  if (kind === 'throttle') return { kind, bytesPerSecond: Math.round(500 + random() * 8000) };
  if (kind === 'reorder') return { kind, holdMs: Math.round(200 + random() * 1300) };
  if (kind === 'half-open') return { kind, newToo: random() < 0.5 };
  return { kind };
}

function centreLane(world: World): Draft[] {
  const random = world.stream('centre');
  return world.times(random, RATES.centre).map((at) => ({
    at,
    lane: 'centre',
    do: 'centre',
    how: random() < 0.7 ? 'kill' : 'stop',
    ms: Math.round(random() * (random() < 0.3 ? 15_000 : 2500)),
  }));
}

function pick<T>(random: () => number, of: readonly T[]): T {
  return of[Math.floor(random() * of.length)] as T;
}

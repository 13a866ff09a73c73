/** What an operator wants to do, as the plan knows it: which thing and by which dice, not yet which payload. */

export const PEOPLE = ['lead', 'intake', 'dispatcher', 'verifier', 'supervisor'] as const;
export type Person = (typeof PEOPLE)[number];

export type Wish =
  | { kind: 'create'; caseId: string; name: string; phone: string; personal: boolean; dice: number }
  /** whatever the rules allow now, chosen by the dice; the base is the case as read just before, or an earlier sight of it */
  | { kind: 'advance'; caseId: string; dice: number; stale: boolean }
  /** the same on a case that came from the street, chosen from the queues */
  | { kind: 'advance-any'; dice: number }
  | { kind: 'annotate'; caseId: string; personal: boolean }
  | { kind: 'issue'; commandId: string; caseId: string | null; dice: number }
  | { kind: 'cancel-command'; commandId: string }
  | { kind: 'shift-note' }
  | { kind: 'hand-over'; dice: number }
  | { kind: 'cue' }
  | { kind: 'reveal'; caseId: string }
  | { kind: 'look-up'; dice: number };

export interface Act {
  /** id of the action; the same id again is the same action */
  id: string;
  /** stands in a text of the action and nowhere else: where it is found, the action is in effect */
  mark: string;
  /** who sits at the desk by the plan */
  person: Person;
  wish: Wish;
  /** the window sends it a second time with the same id */
  repeat: boolean;
  /** taken back at once, within the pause for an undo */
  undo: boolean;
}

export interface ActWorld {
  random: () => number;
  newId: () => string;
  person: Person;
  serial: number;
  /** ids of the cases and commands that acts before this one make */
  cases: readonly string[];
  commands: readonly string[];
}

/** No name and no number of a plan is a real person's: rare characters, and a number range that is not given out. */
export const PLANTED_NAME = '龘靐齉';
export const PLANTED_PHONE = '1009876';

const RECENT = 7;

export function planAct(world: ActWorld): Act {
  const { random, serial, person } = world;
  const id = world.newId();
  const wish = wishOf(world);
  return { id, mark: `⟦${serial}⟧`, person, wish, repeat: random() < 0.08, undo: random() < 0.06 };
}

function wishOf(world: ActWorld): Wish {
  const { random, person } = world;
  const dice = random();
  const caseId = recent(random, world.cases);
  const mayCreate = person === 'lead' || person === 'intake';
  if (caseId === null || (mayCreate && dice < 0.12)) return create(world);
  const commandId = recent(random, world.commands);
  const mayCommand = person === 'lead' || person === 'dispatcher';
  if (mayCommand && dice < 0.24) return issue(world, caseId);
  if (mayCommand && dice < 0.27 && commandId) return { kind: 'cancel-command', commandId };
  if (dice < 0.33) return { kind: 'shift-note' };
  if (person === 'lead' && dice < 0.338) return { kind: 'hand-over', dice: random() };
  if (person === 'lead' && dice < 0.35) return { kind: 'cue' };
  if (dice < 0.37) return { kind: 'reveal', caseId };
  if (person === 'lead' && dice < 0.38) return { kind: 'look-up', dice: random() };
  if (dice < 0.48) return { kind: 'annotate', caseId, personal: random() < 0.3 };
  if (dice < 0.58) return { kind: 'advance-any', dice: random() };
  return { kind: 'advance', caseId, dice: random(), stale: random() < 0.25 };
}

function create(world: ActWorld): Wish {
  const phone = `${PLANTED_PHONE}${String(world.serial).padStart(4, '0').slice(-4)}`;
  const name = `${PLANTED_NAME}${world.serial}`;
  const personal = world.random() < 0.3;
  return { kind: 'create', caseId: world.newId(), name, phone, personal, dice: world.random() };
}

function issue(world: ActWorld, caseId: string): Wish {
  const about = world.random() < 0.5 ? caseId : null;
  return { kind: 'issue', commandId: world.newId(), caseId: about, dice: world.random() };
}

/** Mostly one of the last, so that both desks meet at the same ones. */
function recent(random: () => number, of: readonly string[]): string | null {
  const from = random() < 0.85 ? Math.max(0, of.length - RECENT) : 0;
  return of[from + Math.floor(random() * (of.length - from))] ?? null;
}

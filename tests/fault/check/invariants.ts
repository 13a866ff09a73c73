import { verifyChain } from '#shared/domain/chain.ts';
import { deskState, gatewayState } from '../../../scripts/exportState/lines.ts';
import { findPlanted } from '../../support/planted.ts';
import { PLANTED_NAME, PLANTED_PHONE } from '../acts/wishes.ts';
import type { Line } from '../journal.ts';
import type { DeskName } from '../plan.ts';
import { type CentreEvidence, type DeskEvidence, type Effect, readCentre, readDesk } from './evidence.ts';
import { type Fate, fatesOf } from './fates.ts';

/** One promise, and what was found against it. */
export interface Verdict {
  promise: string;
  violations: string[];
}

export const isHeld = ({ violations }: Verdict): boolean => violations.length === 0;

export interface Remains {
  centre: string;
  desks: Record<DeskName, string>;
  lines: readonly Line[];
  /** where planted words were seen between two lives of an app */
  leaks: readonly string[];
  /** what kept the run from its end */
  incidents: readonly string[];
}

/** Kinds that leave no mark at the centre: nothing is promised of them but their answer. */
const WITHOUT_EFFECT: readonly string[] = ['wall.cue'];

export const LOSSES = 'what an operator was told is accepted is in effect, or was taken back';
export const DUPLICATES = 'nothing is in effect twice';
export const DIVERGENCES = 'holds what the gateway holds, byte for byte';

/** Judges what a run has left behind: the journal against the gateway's database and the desks'. */
export function judge(remains: Remains): Verdict[] {
  const centre = readCentre(remains.centre);
  const desks = { north: readDesk(remains.desks.north), south: readDesk(remains.desks.south) };
  const fates = fatesOf(remains.lines).filter(({ kind }) => !WITHOUT_EFFECT.includes(kind));
  const effects = Map.groupBy(centre.effects, ({ mark }) => mark);
  const of = (fate: Fate): Effect[] => fate.marks.flatMap((mark) => effects.get(mark) ?? []);
  const each = (promise: string, wrong: (fate: Fate, found: Effect[]) => string | null): Verdict => ({
    promise,
    violations: fates.flatMap((fate) => {
      const found = of(fate);
      const what = wrong(fate, found);
      return what === null ? [] : [`${what}: ${JSON.stringify({ ...fate, found, ended: endOf(desks, fate) })}`];
    }),
  });
  return [
    each(LOSSES, (fate, found) => lossOf(fate, found, endOf(desks, fate))),
    each(DUPLICATES, (_, found) => (found.length > 1 ? `${found.length} effects` : null)),
    each('what was taken back or given up is not in effect', (fate, found) =>
      found.length > 0 && (fate.undone || fate.dismissed) ? 'in effect though taken back' : null,
    ),
    each('what was refused at the desk is not in effect', (fate, found) =>
      found.length > 0 && !fate.acknowledged && !fate.doubtful ? 'in effect though refused' : null,
    ),
    each('an effect is of the kind that was asked for', (fate, found) =>
      found.some((effect) => !fits(effect, fate)) ? 'another effect' : null,
    ),
    {
      promise: 'what the centre answered is what is in effect',
      violations: answersAgainst(centre, fates, of),
    },
    {
      promise: 'actions of an operator at a desk on one case are in effect in their order',
      violations: disorder(fates, of),
    },
    { promise: 'no history chain is broken', violations: brokenChains(centre) },
    ...(['north', 'south'] as const).flatMap((name) => deskVerdicts(name, desks[name], remains)),
    { promise: 'nothing personal is in clear on disk', violations: leaksOf(remains) },
    {
      promise: 'every app and the gateway came back each time, and stopped when asked',
      violations: [...remains.incidents],
    },
  ];
}

function endOf(desks: Record<DeskName, DeskEvidence>, { desk, id }: Fate): string | undefined {
  return desks[desk].outcomes.get(id);
}

function lossOf(fate: Fate, found: Effect[], ended: string | undefined): string | null {
  if (found.length > 0) return null;
  if (ended === 'done') return 'done at the desk, nothing at the centre';
  if (!fate.acknowledged) return null;
  if (fate.undone || fate.dismissed) return null;
  if ((ended === 'undone' && fate.maybeUndone) || (ended === 'dismissed' && fate.maybeDismissed)) return null;
  return 'lost';
}

function fits({ kind, entityId }: Effect, fate: Fate): boolean {
  if (kind === 'shift.') return fate.kind.startsWith('shift.');
  if (kind === 'command.issue') return fate.kind === kind;
  if (kind === 'trail.look-up') return fate.kind === kind;
  return fate.kind === kind && (fate.entityId === null || fate.entityId === entityId);
}

/** An action that was never sent again went out under its own id: the centre's kept answer says what became of it. */
function answersAgainst({ answers }: CentreEvidence, fates: readonly Fate[], of: (fate: Fate) => Effect[]): string[] {
  return fates.flatMap((fate) => {
    const taken = answers.get(fate.id);
    const wrong =
      (taken === 'ok' && of(fate).length === 0 && 'taken, but not in effect') ||
      (taken !== undefined && taken !== 'ok' && !fate.again && of(fate).length > 0 && 'refused, but in effect');
    return wrong ? [`${wrong}: ${JSON.stringify(fate)}`] : [];
  });
}

/**
 * One operator's acts stand in a case's history in the order in which the desk accepted them; two operators' need not: what one
 * left behind holds nobody else back. What is sent again after a refusal takes
 * what was set aside with it along: the order is judged from the last such moment of a case on.
 */
function disorder(fates: readonly Fate[], of: (fate: Fate) => Effect[]): string[] {
  const onCases = fates.filter(({ kind }) => kind.startsWith('case.'));
  const byCase = Map.groupBy(onCases, ({ desk, person, entityId }) => `${desk} ${person} ${entityId}`);
  return [...byCase].flatMap(([lane, acts]) => {
    const since = Math.max(...acts.map(({ againAt }) => againAt));
    const inOrder = acts
      .filter(({ acknowledged, doubtful, acknowledgedAt }) => acknowledged && !doubtful && acknowledgedAt > since)
      .sort((a, b) => a.acknowledgedAt - b.acknowledgedAt);
    const lines = inOrder.flatMap((fate) => of(fate).map(({ n }) => n));
    return lines.every((n, i) => i === 0 || n > (lines[i - 1] ?? 0)) ? [] : [`${lane}: lines ${lines.join(', ')}`];
  });
}

function brokenChains({ histories, versions }: CentreEvidence): string[] {
  return [...versions].flatMap(([id, version]) => {
    const history = histories.get(id) ?? [];
    const chain = verifyChain(history);
    if (!chain.ok) return [`case ${id}: line ${chain.n} does not fit`];
    return history.length === version ? [] : [`case ${id}: version ${version} but ${history.length} lines`];
  });
}

function deskVerdicts(name: DeskName, evidence: DeskEvidence, { desks, centre }: Remains): Verdict[] {
  const left = evidence.left.map((row) => JSON.stringify(row));
  const laid = evidence.laid === 0 ? [] : [`${evidence.laid} rows still shown as waiting`];
  return [
    { promise: `the ${name} desk ${DIVERGENCES}`, violations: differences(desks[name], centre) },
    { promise: `nothing is left waiting at the ${name} desk`, violations: [...left, ...laid] },
    { promise: `nothing broke unforeseen at the ${name} desk`, violations: evidence.fatal },
  ];
}

/** Who is linked changes as the desks end, the last of all; no desk hears of that. */
function lasting(lines: Iterable<string>): string[] {
  return [...lines].filter((line) => !line.startsWith('{"entity":"seat"'));
}

/** Lines of one export that the other has not, both ways. A desk whose state cannot be read differs, too. */
function differences(home: string, data: string): string[] {
  let here: Set<string>;
  try {
    here = new Set(lasting(deskState(home)));
  } catch (error) {
    return [String(error)];
  }
  const there = new Set(lasting(gatewayState(data)));
  return [
    ...[...there].filter((line) => !here.has(line)).map((line) => `only at the gateway: ${line}`),
    ...[...here].filter((line) => !there.has(line)).map((line) => `only at the desk: ${line}`),
  ];
}

function leaksOf({ centre, desks, leaks }: Remains): string[] {
  const last = findPlanted([centre, desks.north, desks.south], [PLANTED_NAME, PLANTED_PHONE]);
  return [...new Set([...leaks, ...last])];
}

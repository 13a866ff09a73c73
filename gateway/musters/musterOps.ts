import { callMore, lineOf, type Muster, type MusterLine, tellOf, unitOf } from '#shared/domain/muster.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import type { Gateway } from '../context.ts';
import { followMuster, musterChannel } from '../intercom/channelOps.ts';
import { cancelCommand, issueCommand } from '../ops/commandOps.ts';
import { auditLine } from '../ops/privacyOps.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import { mergeUnits, type Put, type Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

const TEN_MINUTES = { gather: 10, arrive: 10, settle: 10 };
const STOOD_DOWN = '集结已解除';

/** Makes a muster with its channel and issues the command that calls its units, in one transaction. */
export async function startMuster(gateway: Gateway, request: OpRequest<'muster.start'>): Promise<Decision> {
  const { entityId: id, payload, actor } = request;
  if (!id) return refuse('invalid', '缺少集结编号（entityId）');
  if (await gateway.storage.get('muster', id)) return refuse('conflict', '此编号的集结已存在');
  if (payload.caseId && !(await gateway.storage.get('case', payload.caseId)))
    return refuse('not-found', '没有这个案件');
  const { commandId, caseId, title, text, priority, target, recipients } = payload;
  const called = await call(gateway, request, { commandId, caseId, title, text, priority, target, recipients });
  if (!called.ok) return called;
  const at = gateway.now();
  const muster: Muster = {
    ...{ id, version: 1, title, target, radius: payload.radius, caseId: caseId ?? null },
    minutes: payload.minutes ?? TEN_MINUTES,
    startedAt: at,
    startedBy: actor,
    commandIds: [commandId],
    units: called.workerIds.map((workerId) => unitOf(workerId, at)),
    done: { gather: null, arrive: null, settle: null },
    stoodDownAt: null,
  };
  const line = lineOf(muster, request.id, at, actor, 'start', text);
  const unit = mergeUnits(called.unit, { puts: [musterChannel(gateway, muster)] });
  return changed(muster, 0, [line], unit, { recipients: called.workerIds.length });
}

/** Calls more units to a muster, with a command of its own in the first one's words. */
export async function addUnits(gateway: Gateway, request: OpRequest<'muster.add'>): Promise<Decision> {
  const found = await runningOf(gateway, request.entityId);
  if ('ok' in found) return found;
  const first = await gateway.storage.get('command', found.commandIds[0] ?? '');
  if (!first) return refuse('not-found', '集结的指令不在了');
  const { caseId, title, text, priority } = first;
  const { commandId, recipients } = request.payload;
  const { target } = found;
  const called = await call(gateway, request, { commandId, caseId, title, text, priority, target, recipients });
  if (!called.ok) return called;
  const at = gateway.now();
  const muster = callMore(found, called.workerIds, commandId, at);
  const line = lineOf(muster, request.id, at, request.actor, 'add', `${called.workerIds.length}`);
  const unit = mergeUnits(called.unit, { puts: await followMuster(gateway, muster) });
  return changed(muster, found.version, [line], unit, { recipients: called.workerIds.length });
}

/** Gives a unit its role at the scene, or takes it. */
export async function giveRole(gateway: Gateway, request: OpRequest<'muster.role'>): Promise<Decision> {
  const found = await runningOf(gateway, request.entityId);
  if ('ok' in found) return found;
  const { workerId, role } = request.payload;
  if (!found.units.some((unit) => unit.workerId === workerId)) return refuse('not-found', '此人不在集结名单中');
  const units = found.units.map((unit) => (unit.workerId === workerId ? { ...unit, role } : unit));
  const line = lineOf(found, request.id, gateway.now(), request.actor, 'role', role ?? '', workerId);
  return changed({ ...found, version: found.version + 1, units }, found.version, [line]);
}

/** An operator heard how far a unit is. */
export async function markUnit(gateway: Gateway, request: OpRequest<'muster.mark'>): Promise<Decision> {
  const found = await runningOf(gateway, request.entityId);
  if ('ok' in found) return found;
  const { workerId, what } = request.payload;
  if (!found.units.some((unit) => unit.workerId === workerId)) return refuse('not-found', '此人不在集结名单中');
  const fact = { what, workerId, at: gateway.now(), by: 'desk', actor: request.actor } as const;
  const { muster, lines } = tellOf(found, [fact]);
  if (lines.length === 0) return { ok: true, unit: {}, answer: { result: { musterId: found.id } } };
  return changed(muster, found.version, lines);
}

/** A line of the shared log; written after the stand-down too, for what was remembered late. */
export async function addMusterNote(gateway: Gateway, request: OpRequest<'muster.note'>): Promise<Decision> {
  const found = request.entityId ? await gateway.storage.get('muster', request.entityId) : null;
  if (!found) return refuse('not-found', '没有这次集结');
  const line = lineOf(found, request.id, gateway.now(), request.actor, 'note', request.payload.text);
  return { ok: true, unit: { puts: [putRow('muster-line', line, 0)] }, answer: { result: { musterId: found.id } } };
}

/** The situation is settled: the third clock ends. */
export async function settleMuster(gateway: Gateway, request: OpRequest<'muster.settle'>): Promise<Decision> {
  const found = await runningOf(gateway, request.entityId);
  if ('ok' in found) return found;
  if (found.done.settle !== null) return refuse('conflict', '已经记为处置完毕', found);
  const at = gateway.now();
  const muster = { ...found, version: found.version + 1, done: { ...found.done, settle: at } };
  return changed(muster, found.version, [
    lineOf(found, request.id, at, request.actor, 'settle', request.payload.note ?? ''),
  ]);
}

/** Ends a muster: its commands are cancelled, its channel is closed, its units go back to their grids. */
export async function standDown(gateway: Gateway, request: OpRequest<'muster.stand-down'>): Promise<Decision> {
  const found = await runningOf(gateway, request.entityId);
  if ('ok' in found) return found;
  const at = gateway.now();
  const units: Unit[] = [];
  for (const entityId of found.commandIds) {
    const cancelled = await cancelCommand(gateway, { ...request, entityId, payload: { reason: STOOD_DOWN } });
    // One that was cancelled or is over already needs nothing.
    if (cancelled.ok) units.push(cancelled.unit);
  }
  const muster = { ...found, version: found.version + 1, stoodDownAt: at };
  const line = lineOf(found, request.id, at, request.actor, 'stand-down', request.payload.note ?? '');
  const channel = { puts: await followMuster(gateway, muster) };
  return changed(muster, found.version, [line], [...units, channel].reduce(mergeUnits, {}));
}

/** Opens the trails of the units during the muster to the asking shift lead: a look-up of each, with its reason audited. */
export async function replayMuster(gateway: Gateway, request: OpRequest<'muster.replay'>): Promise<Decision> {
  const found = request.entityId ? await gateway.storage.get('muster', request.entityId) : null;
  if (!found) return refuse('not-found', '没有这次集结');
  const [from, to] = [found.startedAt, found.stoodDownAt ?? gateway.now()];
  const workerIds = found.units.map(({ workerId }) => workerId);
  const audits = workerIds.map((id) => auditLine(gateway, request, 'trail.look-up', id, { from, to }));
  return { ok: true, unit: { audits }, answer: { result: { musterId: found.id, workerIds, from, to } } };
}

async function runningOf({ storage }: Gateway, id: string | undefined): Promise<Muster | WireRefusal> {
  const found = id ? await storage.get('muster', id) : null;
  if (!found) return refuse('not-found', '没有这次集结');
  return found.stoodDownAt === null ? found : refuse('conflict', '集结已经解除', found);
}

type Words = Omit<OpPayload<'muster.start'>, 'radius' | 'minutes'>;

/** The command that calls the units, as an operator would issue it. */
async function call(gateway: Gateway, request: OpRequest<OpKind>, { commandId, ...words }: Words) {
  const payload = {
    ...words,
    id: commandId,
    kind: 'muster',
    requires: 'accepted',
    issuedAt: gateway.now(),
    escalate: true,
    evenQuiet: true,
  } as const;
  const decision = await issueCommand(gateway, { ...request, entityId: commandId, payload });
  if (!decision.ok) return decision;
  const put = decision.unit.puts?.find(({ entity }) => entity === 'command');
  return { ok: true as const, unit: decision.unit, workerIds: (put?.value as Command | undefined)?.workerIds ?? [] };
}

function changed(
  muster: Muster,
  before: number,
  lines: readonly MusterLine[],
  unit: Unit = {},
  result: Record<string, unknown> = {},
): Decision {
  const puts: Put[] = [putRow('muster', muster, before), ...lines.map((line) => putRow('muster-line', line))];
  return {
    ok: true,
    unit: mergeUnits(unit, { puts }),
    answer: { result: { musterId: muster.id, ...result } },
  };
}

import { isClosed, isOpened, mayClose } from '#shared/domain/channel.ts';
import type { Muster } from '#shared/domain/muster.ts';
import { type Channel, type ChannelMembers, channelMembersSchema } from '#shared/protocol/intercom.ts';
import type { Gateway } from '../context.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import type { Put } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

/** Higher speaks over lower where one person hears several. */
const PRIORITIES = { incident: 8, direct: 7, 'ad-hoc': 6 } as const;
const MOST_NAME = 60;
const MOST_WORKERS = 2000;

/** Opens a channel for an incident, for whoever was chosen, or between two people. */
export async function openChannel(gateway: Gateway, request: OpRequest<'channel.open'>): Promise<Decision> {
  const { channelId: id, name, kind, caseId, musterId } = request.payload;
  const { storage, directory } = gateway;
  if (await storage.get('channel', id)) return refuse('conflict', '此编号的频道已存在');
  if (kind === 'incident' && !caseId && !musterId) return refuse('invalid', '事件频道须属于一个案件或一次集结');
  if (caseId && !(await storage.get('case', caseId))) return refuse('not-found', '没有这个案件');
  if (musterId && !(await storage.get('muster', musterId))) return refuse('not-found', '没有这次集结');
  const members = kind === 'direct' ? together(request.payload.members, request.user.id) : request.payload.members;
  const wrong = (await unknownMembers(gateway, members)) ?? unfit(kind, members);
  if (wrong) return wrong;
  const same = kind === 'direct' ? directOf(gateway, members) : undefined;
  if (same) return refuse('conflict', `与此人的通话频道已开通：${same.name}`, same);
  const channel: Channel = {
    ...{ id, version: 1, name, kind, priority: PRIORITIES[kind], gridCode: null, members },
    ...{ index: directory.takeChannelIndex(), caseId: caseId ?? null, musterId: musterId ?? null },
    ...{ openedBy: request.actor, closedAt: null },
  };
  return written(channel, 0);
}

/** Takes people in and lets them go; the channels of the centre's plan stay as they are. */
export async function changeMembers(gateway: Gateway, request: OpRequest<'channel.members'>): Promise<Decision> {
  const { channelId, add = {}, remove = {} } = request.payload;
  const channel = await gateway.storage.get('channel', channelId);
  if (!channel) return refuse('not-found', '没有这个频道');
  if (isClosed(channel)) return refuse('conflict', '频道已关闭', channel);
  if (!isOpened(channel)) return refuse('forbidden', '常设频道的成员由网格和班组决定');
  if (channel.kind === 'direct') return refuse('invalid', '双人通话不能加人，请另开频道');
  const unknown = await unknownMembers(gateway, add);
  if (unknown) return unknown;
  const members = channelMembersSchema.safeParse(changedMembers(channel.members ?? {}, add, remove));
  if (!members.success) return refuse('invalid', '频道成员过多');
  const wrong = unfit('ad-hoc', members.data);
  if (wrong) return wrong;
  return written({ ...channel, version: channel.version + 1, members: members.data }, channel.version);
}

export async function closeChannel(gateway: Gateway, request: OpRequest<'channel.close'>): Promise<Decision> {
  const channel = await gateway.storage.get('channel', request.payload.channelId);
  if (!channel) return refuse('not-found', '没有这个频道');
  if (isClosed(channel)) return refuse('conflict', '频道已关闭', channel);
  if (!mayClose(channel, request.user)) {
    return refuse('forbidden', isOpened(channel) ? '只有开通者、派遣员和值班长可以关闭' : '常设频道不能关闭');
  }
  return written({ ...channel, version: channel.version + 1, closedAt: gateway.now() }, channel.version);
}

/** Ties a talk to a case, or takes the tie away. */
export async function linkTransmission(gateway: Gateway, request: OpRequest<'transmission.link'>): Promise<Decision> {
  const { transmissionId, caseId } = request.payload;
  const talk = await gateway.storage.get('transmission', transmissionId);
  if (!talk) return refuse('not-found', '没有这段通话');
  if (caseId !== null && !(await gateway.storage.get('case', caseId))) return refuse('not-found', '没有这个案件');
  const linked = { ...talk, version: talk.version + 1, caseId };
  const unit = { puts: [putRow('transmission', linked, talk.version)] };
  return { ok: true, unit, answer: { result: { transmissionId } } };
}

export const musterChannelId = (musterId: string): string => `incident-${musterId}`;

/** The channel every muster has of its own. */
export function musterChannel(gateway: Gateway, muster: Muster): Put {
  const { id: musterId, title, caseId, startedBy, units } = muster;
  const channel: Channel = {
    ...{ id: musterChannelId(musterId), version: 1, name: title.slice(0, MOST_NAME), kind: 'incident' },
    ...{ priority: PRIORITIES.incident, gridCode: null, members: { workerIds: unitIds(units) } },
    ...{ index: gateway.directory.takeChannelIndex(), caseId, musterId, openedBy: startedBy, closedAt: null },
  };
  return putRow('channel', channel, 0);
}

/** What becomes of a muster's channel when its units change or it is stood down; nothing when it was closed before. */
export async function followMuster({ storage }: Gateway, muster: Muster): Promise<Put[]> {
  const channel = await storage.get('channel', musterChannelId(muster.id));
  if (!channel || isClosed(channel)) return [];
  const workerIds = [...new Set([...(channel.members?.workerIds ?? []), ...unitIds(muster.units)])];
  const members = { ...channel.members, workerIds: workerIds.slice(0, MOST_WORKERS) };
  const next = { ...channel, version: channel.version + 1, members, closedAt: muster.stoodDownAt };
  return [putRow('channel', next, channel.version)];
}

function unitIds(units: Muster['units']): string[] {
  return units.slice(0, MOST_WORKERS).map(({ workerId }) => workerId);
}

function written(channel: Channel, before: number): Decision {
  const result = { channelId: channel.id, index: channel.index };
  return { ok: true, unit: { puts: [putRow('channel', channel, before)] }, answer: { result } };
}

/** Two people: whoever asks, and the other one. */
function together(members: ChannelMembers, userId: string): ChannelMembers {
  return { ...members, userIds: [...new Set([...(members.userIds ?? []), userId])] };
}

function unfit(kind: Channel['kind'], { workerIds = [], userIds = [], teamIds = [], roles = [] }: ChannelMembers) {
  const persons = new Set([...workerIds.map((id) => `w:${id}`), ...userIds.map((id) => `u:${id}`)]).size;
  const groups = teamIds.length + roles.length;
  if (kind === 'direct') return persons === 2 && groups === 0 ? null : refuse('invalid', '双人通话须恰好指定另一个人');
  return persons + groups > 0 ? null : refuse('invalid', '频道至少要有一名成员');
}

async function unknownMembers(
  { directory, storage }: Gateway,
  { workerIds = [], userIds = [], teamIds = [] }: ChannelMembers,
): Promise<WireRefusal | null> {
  const worker = workerIds.find((id) => !directory.workers.has(id));
  if (worker !== undefined) return refuse('not-found', `没有网格员 ${worker}`);
  for (const id of userIds) {
    const account = await storage.accounts.byId(id);
    if (account?.kind !== 'operator') return refuse('not-found', `没有操作员 ${id}`);
  }
  if (teamIds.length === 0) return null;
  const teams = new Set([...directory.workers.values()].map(({ teamId }) => teamId));
  const team = teamIds.find((id) => !teams.has(id));
  return team === undefined ? null : refuse('not-found', `没有班组 ${team}`);
}

/** The open channel between these two, if there is one. */
function directOf({ directory }: Gateway, members: ChannelMembers): Channel | undefined {
  const names = ({ workerIds = [], userIds = [] }: ChannelMembers) =>
    [...workerIds.map((id) => `w:${id}`), ...userIds.map((id) => `u:${id}`)].toSorted().join();
  const wanted = names(members);
  return [...directory.channels.values()].find(
    (channel) => channel.kind === 'direct' && names(channel.members ?? {}) === wanted,
  );
}

function changedMembers(members: ChannelMembers, add: ChannelMembers, remove: ChannelMembers): ChannelMembers {
  const merged = (field: keyof ChannelMembers) => {
    const gone = new Set(remove[field]);
    const all = new Set([...(members[field] ?? []), ...(add[field] ?? [])]);
    return [...all].filter((id) => !gone.has(id));
  };
  const fields = ['workerIds', 'teamIds', 'roles', 'userIds'] as const;
  const entries = fields.map((field) => [field, merged(field)] as const);
  return Object.fromEntries(entries.filter(([, ids]) => ids.length > 0));
}

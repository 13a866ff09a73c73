import type { Role } from './roles.ts';

/** Who belongs to a radio channel, and who may close it: the same in the gateway and at the desk. */

export interface ChannelRule {
  kind?: string;
  /** workers whose grid begins with it belong; null beside `kind` `all-call`, `grid` or none: everybody does */
  gridCode: string | null;
  members?: { workerIds?: string[]; teamIds?: string[]; roles?: string[]; userIds?: string[] };
  closedAt?: number | null;
}

/** Kinds an operator opens and closes; the others stand in the centre's plan. */
export const OPENED_KINDS = ['incident', 'ad-hoc', 'direct'] as const;
const OF_A_PLACE: readonly (string | undefined)[] = ['all-call', 'grid', undefined];

/** Whether a worker hears the channel and may talk on it. */
export function belongsTo(
  channel: ChannelRule,
  worker: { id: string; gridCode: string; teamId: string; role: string },
): boolean {
  const { gridCode, members, kind } = channel;
  if (isClosed(channel)) return false;
  if (gridCode === null ? OF_A_PLACE.includes(kind) : worker.gridCode.startsWith(gridCode)) return true;
  if (!members) return false;
  return (
    (members.workerIds?.includes(worker.id) ?? false) ||
    (members.teamIds?.includes(worker.teamId) ?? false) ||
    (members.roles?.includes(worker.role) ?? false)
  );
}

export function isClosed({ closedAt }: Pick<ChannelRule, 'closedAt'>): boolean {
  return (closedAt ?? null) !== null;
}

const CLOSERS: readonly Role[] = ['dispatcher', 'shift-lead'];

/** Channels of the centre's plan stay; others are closed by whoever opened them, by dispatchers and by shift leads. */
export function mayClose(
  channel: ChannelRule & { openedBy?: { id: string } },
  user: { id: string; roles: readonly Role[] },
): boolean {
  if (!isOpened(channel) || isClosed(channel)) return false;
  return channel.openedBy?.id === user.id || CLOSERS.some((role) => user.roles.includes(role));
}

/** Whether somebody opened it: it is not of the centre's plan. */
export function isOpened({ kind }: Pick<ChannelRule, 'kind'>): boolean {
  return OPENED_KINDS.some((opened) => opened === kind);
}

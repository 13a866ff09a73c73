import type { RadioChannel, RadioView } from '#shared/contract/radio.ts';
import { mayClose } from '#shared/domain/channel.ts';
import type { User } from '#shared/protocol/entities.ts';
import { OP_ROLES } from '#shared/protocol/ops.ts';
import { isShown, type OpenChannel } from './channels.ts';
import type { MyFloor } from './myFloors.ts';
import type { Talk } from './talks.ts';

export interface Radioed {
  user: User | null;
  online: boolean;
  channels: readonly OpenChannel[];
  joined: ReadonlySet<string>;
  talkOn(channelId: string): Talk | null;
  heardAt(channelId: string): number | null;
  mine(channelId: string): MyFloor | null;
  /** a time of the steady clock as the centre's */
  toCentre(steady: number): number;
}

/** Whether somebody may talk at all: whoever may open a channel. */
export function mayTalk(user: User): boolean {
  return OP_ROLES['channel.open'].some((role) => user.roles.includes(role));
}

/** The intercom as a window shows it. */
export function radioView(radioed: Radioed, ear: boolean): RadioView {
  const { user, channels } = radioed;
  if (!user) return { silent: 'not-signed-in', channels: [], ear };
  const shown = channels
    .filter((channel) => isShown(channel, user))
    .map((channel) => channelView(radioed, channel, user));
  return { silent: silence(radioed, user, shown.length), channels: shown, ear };
}

function silence({ online }: Radioed, user: User, channels: number): RadioView['silent'] {
  if (!online) return 'alone';
  if (!mayTalk(user)) return 'no-role';
  return channels === 0 ? 'no-channel' : null;
}

function channelView(radioed: Radioed, channel: OpenChannel, user: User): RadioChannel {
  const talk = radioed.talkOn(channel.id);
  const mine = radioed.mine(channel.id);
  return {
    ...{ id: channel.id, index: channel.index, name: channel.name, kind: channel.kind, priority: channel.priority },
    ...{ gridCode: channel.gridCode, caseId: channel.caseId ?? null, musterId: channel.musterId ?? null },
    mayClose: mayClose(channel, user),
    joined: radioed.joined.has(channel.id),
    talk: talk && {
      ...{ talker: talk.talker, streamId: talk.streamId ?? 0, transmissionId: talk.transmissionId },
      ...{ since: talk.since, emergency: talk.emergency, mine: talk.mine },
    },
    mine: mine?.state ?? 'none',
    code: mine?.code ?? null,
    position: mine?.position ?? null,
    endsAt: mine?.endsAt === null || mine === null ? null : radioed.toCentre(mine.endsAt),
    heardAt: radioed.heardAt(channel.id),
  };
}

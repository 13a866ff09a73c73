import { v7 } from 'uuid';
import type { RadioView } from '#shared/contract/radio.ts';
import type { OpPayload } from '#shared/protocol/ops.ts';
import { refusalWords, useTexts } from '../../i18n/index.ts';
import { onGone, useAct, useStation, useStatus } from '../../station/index.ts';
import { showToast } from '../../ui/index.ts';
import { texts } from './locale.ts';
import { useChoices } from './store.ts';

type Opening = Omit<OpPayload<'channel.open'>, 'channelId'>;
/** What a channel may be called on the wire. */
const LONGEST_NAME = 60;

export interface OpenChannel {
  /** opens a channel, hears it and talks on it; the id, or null when it was refused */
  open(opening: Opening): Promise<string | null>;
  /** the direct channel to a worker: the one that is open, else a new one */
  call(workerId: string, name: string): Promise<string | null>;
  /** hears a channel and talks on it from now on */
  enter(channelId: string): Promise<void>;
}

/**
 * Opens channels. Nobody who calls somebody waits for a pause in which to think better of it: an opened channel is closed again
 * when it was a mistake.
 */
export function useOpenChannel(view: RadioView | undefined): OpenChannel {
  const t = useTexts(texts);
  const act = useAct();
  const station = useStation();
  const own = useStatus()?.session.user;
  const { talkOn, keepDirect, directs } = useChoices();
  const channels = view?.channels ?? [];

  const enter = async (channelId: string) => {
    talkOn(channelId);
    const joined = channels.filter((channel) => channel.joined).map(({ id }) => id);
    if (!joined.includes(channelId)) await station.joinChannels([...joined, channelId]);
  };
  const open = async (opening: Opening) => {
    const channelId = v7();
    const name = opening.name.slice(0, LONGEST_NAME);
    const userIds = [...new Set([...(opening.members.userIds ?? []), ...(own ? [own.id] : [])])];
    const members = { ...opening.members, userIds };
    const answer = await act('channel.open', {
      entityId: channelId,
      payload: { ...opening, channelId, name, members },
      subject: name,
    });
    if (!answer.ok) {
      showToast({ title: t('notOpened'), detail: refusalWords(answer), look: 'warn' });
      return null;
    }
    const sent = await station.sendNow(answer.value.id);
    if (sent.ok) onGone.emit(answer.value.id);
    await enter(channelId);
    return channelId;
  };
  const call = async (workerId: string, name: string) => {
    const known = channels.find(({ id }) => id === directs[workerId]);
    if (known) {
      await enter(known.id);
      return known.id;
    }
    // Both names: to the worker a channel named after themselves says nothing.
    const both = own ? `${name} · ${own.name}` : name;
    const id = await open({ name: both, kind: 'direct', members: { workerIds: [workerId] } });
    if (id !== null) keepDirect(workerId, id);
    return id;
  };
  return { open, call, enter };
}

import type { Directory } from '../directory/directory.ts';
import { putRow } from '../storage/putRow.ts';
import type { Storage } from '../storage/storage.ts';

/** Gives a number to every open channel that has none yet: those of an older centre, and those new in its plan. */
export async function numberChannels(storage: Storage, directory: Directory): Promise<void> {
  const puts = [...directory.channels.values()]
    .filter(({ index }) => index === undefined)
    .map((channel) => {
      const next = { ...channel, index: directory.takeChannelIndex(), version: channel.version + 1 };
      return putRow('channel', next, channel.version);
    });
  if (puts.length > 0 && !(await storage.commit({ puts })).ok) {
    throw new Error('the channels changed while they were numbered: is another gateway on this folder?');
  }
}

import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { User } from '#shared/protocol/entities.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { cacheForTest } from '../cache/cacheForTest.ts';
import { Meta } from '../db/meta.ts';
import { Channels } from './channels.ts';
import { Joining } from './joining.ts';

const LEAD = { id: 'lead', name: '值班长', role: 'lead', areas: [] } as Partial<User> as User;

const talk = (channelId: string): FloorEvent => ({
  channelId,
  talker: { id: 'w00001', name: '王春海', kind: 'terminal' },
  streamId: 7,
  since: 1.8e12,
});

it('[ST308] takes from the answer of a join no talk of which it has heard since it asked', async () => {
  const { db, cache } = cacheForTest();
  const answers: ((answer: unknown) => void)[] = [];
  const ran: (readonly string[] | null)[] = [];
  const joining = new Joining({
    meta: new Meta(db),
    log: pino({ level: 'silent' }),
    channels: new Channels(cache),
    user: () => LEAD,
    isLinked: () => true,
    ask: () => new Promise((answer) => answers.push(answer)),
    running: (talks) => ran.push(talks && talks.map(({ channelId }) => channelId)),
    writeFailed: (error) => {
      throw error;
    },
  });
  joining.heardOf('north');
  joining.up();
  // Both came in one packet of the line: the word that a talk is over is heard before the answer that names it.
  joining.heardOf('south');
  answers[0]?.({ ok: true, talks: [talk('north'), talk('south')] });
  await expect.poll(() => ran).toEqual([['north']]);
});

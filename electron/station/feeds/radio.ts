import { z } from 'zod';
import { CONSOLE_TO_GATEWAY } from '#shared/protocol/console.ts';
import { type CallBack, listenerSchema } from '#shared/protocol/intercom.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { userOf } from '../outbox/rows.ts';
import { Refused } from '../serve/answers.ts';
import { workersByIds } from './case.ts';
import type { Feed, FeedContext } from './context.ts';

/** of those who were called already, so many are still shown */
const MOST_ANSWERED = 50;
const listenersSchema = z.array(listenerSchema);

export const radio: Feed<'radio'> = (context) => context.radio.view(context.window);

export const radioListeners: Feed<'radio.listeners'> = async (context, { channelId }) => {
  const answer = await context.askCentre('query', { kind: 'listeners', channelId }).catch(() => null);
  const ack = CONSOLE_TO_GATEWAY.query.ack.safeParse(answer).data;
  if (!ack) throw new Refused('unavailable', 'radio-alone');
  if (!ack.ok) throw new Refused(ack.code, ack.code === 'not-found' ? 'channel-unknown' : ack.code);
  return listenersSchema.parse(ack.rows);
};

export const radioVoiceCalls: Feed<'radio.voice-calls'> = (context) => context.radio.voiceCalls.list();

export const radioMembers: Feed<'radio.members'> = (context, { channelId }) => {
  const { members = {} } = context.cache.stores.entities.get('channel', channelId) ?? {};
  const { workerIds = [], userIds = [], teamIds = [], roles = [] } = members;
  const names = new Map(workersByIds(context, workerIds).map(({ id, name }) => [id, name]));
  const workers = workerIds.map((id) => ({ id, name: names.get(id) ?? id }));
  return { workers: workers.toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN')), userIds, teamIds, roles };
};

export const callBackList: Feed<'call-back.list'> = (context) => {
  const { entities } = context.cache.stores;
  const answers = waitingAnswers(context);
  const open = entities.children('call-back', 'open').map((row) => ({ ...row, ...answers.get(row.id) }));
  const answered = context.statements
    .all<{ value: string }>(
      `SELECT value FROM entities_${context.cache.live} WHERE entity = 'call-back' AND parent = 'answered'
        ORDER BY id DESC LIMIT ${MOST_ANSWERED}`,
    )
    .map((row) => JSON.parse(row.value) as CallBack);
  const called = [...open, ...answered].filter(({ answeredAt }) => answeredAt !== null);
  return [
    ...open.filter(({ answeredAt }) => answeredAt === null).toSorted((a, b) => a.at - b.at),
    ...called.toSorted((a, b) => (b.answeredAt ?? 0) - (a.answeredAt ?? 0)).slice(0, MOST_ANSWERED),
  ];
};

/** This desk's answers that wait, by the call they are to. */
function waitingAnswers({ outbox }: FeedContext): Map<string, Pick<CallBack, 'answeredAt' | 'answeredBy'>> {
  const rows = outbox.pendingOfKinds(['call-back.answer']).flatMap((row) => {
    const read = outbox.read(row);
    const payload = read.ok ? OP_PAYLOADS['call-back.answer'].safeParse(read.payload).data : undefined;
    if (!payload) return [];
    const { id, name } = userOf(row);
    const answer = { answeredAt: row.server_at, answeredBy: { id, name, kind: 'operator' as const } };
    return [[payload.callBackId, answer] as const];
  });
  return new Map(rows);
}

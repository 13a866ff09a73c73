import type { z } from 'zod';
import type { Worker } from '#shared/protocol/entities.ts';
import type { CallBack, callBackRequestSchema } from '#shared/protocol/intercom.ts';
import { toWgs84 } from '#shared/geo/index.ts';
import type { Gateway } from '../context.ts';
import { decideOnce } from '../ops/decision.ts';
import type { Decision, OpRequest } from '../ops/request.ts';
import { putRow } from '../storage/putRow.ts';
import { timeRefusal } from '../terminal/times.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

type CallBackRequest = z.infer<typeof callBackRequestSchema>;
export interface CallBackNotice {
  level: 'info';
  code: 'call-back';
  message: string;
}

/** A worker asks the centre to call: it waits in a queue, and every console is told at once. */
export async function takeCallBack(
  gateway: Gateway,
  worker: Worker,
  sent: CallBackRequest,
  tell: (notice: CallBackNotice) => void,
): Promise<{ ok: true } | WireRefusal> {
  const late = timeRefusal(sent.at, gateway.now());
  if (late) return late;
  if (sent.channelId !== undefined && !gateway.directory.channels.has(sent.channelId)) {
    return refuse('not-found', '没有这个频道');
  }
  const place = placeOf(gateway, worker, sent);
  if (place === 'far') return refuse('invalid', '位置不在本区附近');
  const callBack: CallBack = {
    ...{ id: sent.id, version: 1, workerId: worker.id, workerName: worker.name },
    ...{ channelId: sent.channelId ?? null, at: sent.at, note: sent.note ?? '' },
    ...{ ...place, answeredAt: null, answeredBy: null },
  };
  const asked = { scope: 'action', id: sent.id, by: worker.id } as const;
  const answer = await decideOnce(gateway.storage, asked, async () => ({
    ok: true,
    unit: { puts: [putRow('call-back', callBack, 0)] },
    answer: {},
    after: () => tell({ level: 'info', code: 'call-back', message: `${worker.name}（${worker.id}）请求回电` }),
  }));
  return answer.ok ? { ok: true } : answer;
}

/** An operator has called. */
export async function answerCallBack(gateway: Gateway, request: OpRequest<'call-back.answer'>): Promise<Decision> {
  const found = await gateway.storage.get('call-back', request.payload.callBackId);
  if (!found) return refuse('not-found', '没有这个回电请求');
  if (found.answeredAt !== null) return refuse('conflict', `${found.answeredBy?.name ?? ''}已经回电`, found);
  const answered = {
    ...found,
    version: found.version + 1,
    answeredAt: gateway.now(),
    answeredBy: request.actor,
  };
  const unit = { puts: [putRow('call-back', answered, found.version)] };
  return { ok: true, unit, answer: { result: { callBackId: found.id } } };
}

/** Where the worker says to be, else where they were last seen. */
function placeOf(
  { directory, fleet }: Gateway,
  worker: Worker,
  { lon, lat, crs }: CallBackRequest,
): { lon: number; lat: number } | Record<string, never> | 'far' {
  if (lon === undefined || lat === undefined) return (worker.onDuty && fleet.placeOf(worker.index)) || {};
  const place = toWgs84(lon, lat, crs);
  return directory.isNear(place.lon, place.lat) ? { lon: place.lon, lat: place.lat } : 'far';
}

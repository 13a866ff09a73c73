import type { WelfareView } from '#shared/contract/alarmViews.ts';
import { type WelfareTimer, welfareDue } from '#shared/domain/alarms/welfare.ts';
import { ALARM_POLICY_SETTING, alarmPolicyOf } from '#shared/protocol/alarms.ts';
import { OP_PAYLOADS } from '#shared/protocol/ops.ts';
import { userOf } from '../outbox/rows.ts';
import type { Feed, FeedContext } from './context.ts';

export const alarmList: Feed<'alarm.list'> = ({ alarms }) => alarms.list();

/** The centre's, and over it what was changed here and is not confirmed yet. */
export const alarmPolicy: Feed<'alarm.policy'> = ({ cache, outbox, session }) => {
  const policy = alarmPolicyOf(cache.stores.entities.get('setting', ALARM_POLICY_SETTING)?.value);
  return outbox.openOfKinds(['alarm.policy-set'], session.user?.id ?? '').reduce((before, row) => {
    const read = outbox.read(row);
    const set = OP_PAYLOADS['alarm.policy-set'].safeParse(read.ok ? read.payload : null);
    return set.success ? { ...before, ...set.data.policy } : before;
  }, policy);
};

export const welfareList: Feed<'welfare.list'> = (context) => {
  const { records } = context.cache.stores;
  return [...timers(context).values()]
    .map(({ timer, waiting }) => ({ timer, waiting, name: records.worker(timer.id)?.name ?? timer.id }))
    .toSorted((a, b) => welfareDue(a.timer) - welfareDue(b.timer) || (a.timer.id < b.timer.id ? -1 : 1));
};

/** The centre's timers, with what was started and stopped here and is on its way. */
function timers({ cache, outbox }: FeedContext): Map<string, Omit<WelfareView, 'name'>> {
  const known = new Map(
    cache.stores.entities.list('welfare-timer').map((timer) => [timer.id, { timer, waiting: false }]),
  );
  for (const row of outbox.pendingOfKinds(['welfare.start', 'welfare.stop'])) {
    const read = outbox.read(row);
    if (!read.ok) continue;
    const start = row.kind === 'welfare.start' ? OP_PAYLOADS['welfare.start'].safeParse(read.payload).data : undefined;
    const stop = row.kind === 'welfare.stop' ? OP_PAYLOADS['welfare.stop'].safeParse(read.payload).data : undefined;
    if (stop) known.delete(stop.workerId);
    if (!start) continue;
    const { id, name } = userOf(row);
    const timer: WelfareTimer = {
      ...{ id: start.workerId, version: 0, minutes: start.minutes, startedAt: row.server_at, checkedAt: row.server_at },
      startedBy: { id, name, kind: 'operator' },
    };
    known.set(start.workerId, { timer, waiting: true });
  }
  return known;
}

import type { ReplayEvent } from '#shared/contract/trailViews.ts';
import type { Case } from '#shared/domain/case.ts';
import type { Muster } from '#shared/domain/muster.ts';
import type { Command } from '#shared/protocol/commands.ts';
import { ACTION_NUMBERS, idText } from '../cache/historyLine.ts';
import { Refused } from '../serve/answers.ts';
import type { Feed, FeedContext } from './context.ts';

/** of each kind; more marks than that on one line of time are no marks any more */
const MOST = 400;

interface Period {
  from: number;
  to: number;
}

/** Cases reported, commands, musters and alarms of a period; of one case its own history instead. */
export const replayEvents: Feed<'replay.events'> = (context, { from, to, caseId }) => {
  const period = { from, to };
  const lists = caseId
    ? [historyOf(context, caseId, period)]
    : [casesOf(context, period), commandsOf(context, period), mustersOf(context, period), alarmsOf(context, period)];
  const events = lists.flatMap((list) => list.slice(0, MOST)).toSorted((a, b) => a.at - b.at);
  return { events, more: lists.some((list) => list.length > MOST) };
};

function historyOf(context: FeedContext, caseId: string, { from, to }: Period): ReplayEvent[] {
  const shown = context.cache.stores.cases.get(caseId)?.shown;
  if (!shown) throw new Refused('not-found', 'case-unknown');
  return context.cache.stores.history
    .of(caseId)
    .filter(({ at }) => at >= from && at <= to)
    .map((line) => ({ ...eventOf(shown, line.at), id: line.id, state: line.to, title: line.action }));
}

function eventOf({ id, title, lon, lat }: Case, at: number): ReplayEvent {
  return { id, kind: 'case', at, title, place: { lon, lat }, caseId: id, state: null };
}

function casesOf({ statements, cache }: FeedContext, { from, to }: Period): ReplayEvent[] {
  const rows = statements.all<{ at: number; case_id: Buffer | string }>(
    `SELECT at, case_id FROM case_events_${cache.live} INDEXED BY case_events_${cache.live}_by_time
     WHERE at BETWEEN ? AND ? AND action = ${ACTION_NUMBERS.report} ORDER BY at LIMIT ${MOST + 1}`,
    from,
    to,
  );
  return rows.flatMap(({ at, case_id }) => {
    const reported = cache.stores.cases.get(idText(case_id))?.shown;
    return reported ? [eventOf(reported, at)] : [];
  });
}

function commandsOf({ statements, cache }: FeedContext, { from, to }: Period): ReplayEvent[] {
  const rows = statements.all<{ value: string }>(
    `SELECT value FROM commands_${cache.live} WHERE issued_at BETWEEN ? AND ? ORDER BY issued_at LIMIT ${MOST + 1}`,
    from,
    to,
  );
  return rows.map(({ value }): ReplayEvent => {
    const { id, issuedAt, title, caseId, target } = JSON.parse(value) as Command;
    const place = target ? { lon: target.lon, lat: target.lat } : null;
    return { id, kind: 'command', at: issuedAt, title, place, caseId: caseId ?? null, state: null };
  });
}

function mustersOf({ cache }: FeedContext, { from, to }: Period): ReplayEvent[] {
  return cache.stores.entities
    .list('muster')
    .filter(({ startedAt }: Muster) => startedAt >= from && startedAt <= to)
    .map(({ id, startedAt, title, target, caseId }: Muster): ReplayEvent => {
      const place = { lon: target.lon, lat: target.lat };
      return { id, kind: 'muster', at: startedAt, title, place, caseId, state: null };
    });
}

function alarmsOf({ alarms }: FeedContext, { from, to }: Period): ReplayEvent[] {
  return alarms.list().flatMap(({ id, kind, at, title, lon, lat, subjectId }): ReplayEvent[] => {
    if (at < from || at > to) return [];
    const place = lon !== null && lat !== null ? { lon, lat } : null;
    const caseId = kind === 'critical-case' || kind === 'overdue' ? subjectId : null;
    return [{ id, kind: kind === 'sos' ? 'sos' : 'alarm', at, title, place, caseId, state: null }];
  });
}

import type { BulkAction, BulkRow } from '#shared/contract/deskFeeds.ts';
import type { Case, CaseAction } from '#shared/domain/case.ts';
import { applyAction } from '#shared/domain/lifecycle.ts';
import { mayVerify } from '#shared/domain/separation.ts';
import type { User, Worker } from '#shared/protocol/entities.ts';
import { actionContextOf } from '../outbox/overlay.ts';
import type { Feed, FeedContext, ParsedInput } from './context.ts';

type Asked = ParsedInput<'bulk.preview'>;

/** so many workers of a grid are looked at for one who may verify */
const LOOKED_AT = 20;

/** What becomes of each case if the action is taken on all of them: the rules decide as they do when it is done. */
export const bulkPreview: Feed<'bulk.preview'> = (context, asked) => {
  const { user } = context.session;
  return asked.ids.map((id) => {
    const shown = context.cache.stores.cases.get(id)?.shown;
    if (!shown) return unknownRow(id);
    if (!user) return { ...rowOf(shown), refusal: 'signed-out' };
    return judged(context, shown, user, asked);
  });
};

function unknownRow(id: string): BulkRow {
  return { id, version: 0, number: null, title: '', refusal: 'case-unknown', payload: {}, dueAt: null };
}

function rowOf({ id, version, number, title, clock }: Case): BulkRow {
  return { id, version, number, title, refusal: null, payload: {}, dueAt: clock?.dueAt ?? null };
}

function judged(context: FeedContext, shown: Case, user: User, asked: Asked): BulkRow {
  const payload = payloadOf(context, shown, asked);
  const action = { action: asked.action, payload } as CaseAction;
  const by = { user, serverAt: context.serverNow(), deskAt: context.now() };
  const outcome = applyAction(shown, action, actionContextOf(context.cache.stores, shown, action, by));
  if (!outcome.ok) return { ...rowOf(shown), payload, refusal: outcome.reason };
  return { ...rowOf(shown), payload, dueAt: outcome.case.clock?.dueAt ?? null };
}

/** What is sent for one case: what was chosen for all of them, else what is proposed for it. */
function payloadOf(context: FeedContext, shown: Case, asked: Asked): Record<string, unknown> {
  const note = asked.note?.trim() ? { note: asked.note.trim() } : {};
  const payloads: Record<BulkAction, () => Record<string, unknown>> = {
    accept: () => note,
    dispatch: () => ({ ...departmentFor(context, shown, asked.departmentId), ...note }),
    'send-to-verify': () => ({ workerId: verifierFor(context, shown) ?? '', ...note }),
    supervise: () => ({ level: asked.level ?? 1, ...note }),
  };
  return payloads[asked.action]();
}

function departmentFor({ cache }: FeedContext, shown: Case, chosen: string | undefined): { departmentId?: string } {
  const proposed = shown.departmentId ?? cache.stores.entities.get('category', shown.categoryCode)?.departmentCode;
  const departmentId = chosen ?? proposed;
  return departmentId ? { departmentId } : {};
}

/** Of the case's own grid and on duty before others; never one who had a hand in it. */
function verifierFor({ cache, statements }: FeedContext, shown: Case): string | null {
  const table = `workers_${cache.live}`;
  const own = statements.all<{ value: string }>(
    `SELECT value FROM ${table} WHERE grid_code = ? ORDER BY on_duty DESC, id LIMIT ${LOOKED_AT}`,
    shown.gridCode,
  );
  const any = statements.all<{ value: string }>(
    `SELECT value FROM ${table} ORDER BY on_duty DESC, id LIMIT ${LOOKED_AT}`,
  );
  const workers = [...own, ...any]
    .map(({ value }) => JSON.parse(value) as Worker)
    .filter(({ id }) => mayVerify(shown, id));
  return (workers.find(({ onDuty }) => onDuty) ?? workers[0])?.id ?? null;
}

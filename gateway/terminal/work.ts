import type { z } from 'zod';
import type { Worker } from '#shared/protocol/entities.ts';
import type { ReceiptPayload, Report, TERMINAL_TO_GATEWAY, TerminalCaseAction } from '#shared/protocol/terminal.ts';
import { CASE_ACTION_PAYLOADS } from '#shared/protocol/ops.ts';
import { toWgs84 } from '#shared/geo/index.ts';
import type { Gateway } from '../context.ts';
import { caseAction, decideCaseAction } from '../cases/caseAction.ts';
import { decideComplaint } from '../cases/complaint.ts';
import { decideNewCase } from '../cases/newCase.ts';
import { takeReceipt, terminalActor } from '../commands/receipts.ts';
import { decideOnce } from '../ops/decision.ts';
import { putRow } from '../storage/putRow.ts';
import { invalidPayload, refuse, type WireRefusal } from '../wire/refusal.ts';
import { timeRefusal } from './times.ts';

type Ok<T> = ({ ok: true } & T) | WireRefusal;

/**
 * A worker's report opens a case with the report's own id, or is a complaint about the case it names; the same report again gets
 * the same answer.
 */
export async function takeReport(gateway: Gateway, worker: Worker, report: Report): Promise<Ok<{ caseId: string }>> {
  const late = timeRefusal(report.at, gateway.now());
  if (late) return late;
  const { lon, lat } = toWgs84(report.lon, report.lat, report.crs);
  const asked = { scope: 'action', id: report.id, by: worker.id } as const;
  const teller = { actor: terminalActor(gateway, worker.id), roles: [], deskAt: report.at };
  const answer = await decideOnce(gateway.storage, asked, async () => {
    const { complainsOf: of, media } = report;
    const said = { note: report.text || report.title, media };
    const complaint = of === undefined ? null : await decideComplaint(gateway, { of, ...said }, teller);
    if (complaint) return { ok: true, unit: complaint.unit, answer: { caseId: complaint.caseId } };
    const decision = await decideNewCase(
      gateway,
      {
        id: report.id,
        categoryCode: report.category,
        title: report.title,
        text: report.text ?? '',
        source: 'terminal',
        urgency: report.urgency,
        reportedAt: report.at,
        reporterId: worker.id,
        lon,
        lat,
        address: report.address ?? '',
        media: report.media ?? [],
        original:
          report.crs && report.crs !== 'wgs84' ? { lon: report.lon, lat: report.lat, crs: report.crs } : undefined,
      },
      teller,
    );
    return decision.ok ? { ok: true, unit: decision.unit, answer: { caseId: report.id } } : decision;
  });
  return answer.ok ? { ok: true, caseId: String(answer.caseId) } : answer;
}

/** A worker's step on a case: the words of the terminal become the payload of the lifecycle's action. */
export async function takeCaseAction(
  gateway: Gateway,
  worker: Worker,
  sent: TerminalCaseAction,
): Promise<Ok<{ state: string }>> {
  const late = timeRefusal(sent.at, gateway.now());
  if (late) return late;
  const said = { note: sent.note ?? '', reason: sent.note ?? '', media: sent.media };
  const payload = CASE_ACTION_PAYLOADS[sent.action].safeParse(said);
  if (!payload.success) return sent.note ? invalidPayload(payload.error) : refuse('invalid', '请填写原因');
  const asked = { scope: 'action', id: sent.id, by: worker.id } as const;
  const answer = await decideOnce(gateway.storage, asked, async () => {
    const decision = await decideCaseAction(gateway, {
      caseId: sent.caseId,
      action: caseAction(sent.action, payload.data),
      actor: terminalActor(gateway, worker.id),
      roles: [],
      deskAt: sent.at,
    });
    return decision.ok ? { ok: true, unit: decision.unit, answer: { state: decision.case.state } } : decision;
  });
  return answer.ok ? { ok: true, state: String(answer.state) } : answer;
}

export async function takeReceiptOf(gateway: Gateway, worker: Worker, sent: ReceiptPayload): Promise<Ok<object>> {
  const late = timeRefusal(sent.at, gateway.now());
  if (late) return late;
  const { at: terminalAt, ...said } = sent;
  return takeReceipt(gateway, { ...said, workerId: worker.id, terminalAt });
}

type Duty = z.infer<(typeof TERMINAL_TO_GATEWAY)['duty']['payload']>;
const DUTY_TRIES = 8;

/** A worker goes on or off duty; saying what is already so changes nothing. */
export async function takeDuty(gateway: Gateway, worker: Worker, duty: Duty): Promise<Ok<object>> {
  const late = timeRefusal(duty.at, gateway.now());
  if (late) return late;
  for (let tries = 0; tries < DUTY_TRIES; tries += 1) {
    const current = await gateway.storage.get('worker', worker.id);
    if (!current) return refuse('not-found', '没有这位网格员');
    if (current.onDuty === duty.on) return { ok: true };
    const next: Worker = { ...current, version: current.version + 1, onDuty: duty.on, dutySince: duty.at };
    if ((await gateway.storage.commit({ puts: [putRow('worker', next, current.version)] })).ok) return { ok: true };
  }
  return refuse('unavailable', '中心忙，请稍后再试');
}

import type { ActorRef, Case, CaseAction } from '#shared/domain/case.ts';
import type { Receipt } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { caseAction, decideCaseAction } from '../cases/caseAction.ts';
import type { About } from './membership.ts';
import { putRow } from '../storage/putRow.ts';
import type { Unit } from '../storage/storage.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

export interface NewReceipt {
  commandId: string;
  workerId: string;
  state: Receipt['state'];
  terminalAt: number;
  note?: string;
  media?: Receipt['media'];
  reply?: string;
  lon?: number;
  lat?: number;
}

const TRIES = 8;

/** Records one receipt; a state that was receipted before is answered as before and changes nothing. */
export async function takeReceipt(gateway: Gateway, receipt: NewReceipt): Promise<{ ok: true } | WireRefusal> {
  const about = await gateway.commands.about(receipt.commandId);
  if (!about) return refuse('not-found', '没有这条指令');
  if (!about.isFor(receipt.workerId)) return refuse('forbidden', '此指令不是发给您的');
  const id = `${receipt.commandId}:${receipt.workerId}:${receipt.state}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row: Receipt = {
      ...receipt,
      id,
      version: 1,
      at: gateway.now(),
      note: receipt.note ?? '',
      media: receipt.media ?? [],
    };
    const said = await saidOfCase(gateway, about, row);
    const done = await gateway.storage.commit({
      ...said,
      puts: [putRow('receipt', row, 0), ...(said.puts ?? [])],
      removeDeliveries: [{ workerId: row.workerId, commandId: row.commandId }],
    });
    const wasSaid = !done.ok && done.reason === 'stale' && done.entity === 'receipt';
    if (done.ok || wasSaid) return { ok: true };
  }
  return refuse('unavailable', '中心忙，请稍后再试');
}

/** What a receipt says of the command's case, as a line of its history. */
async function saidOfCase(
  gateway: Gateway,
  about: Pick<About, 'kind' | 'purpose' | 'caseId'>,
  receipt: Receipt,
): Promise<Unit> {
  if (!about.caseId || !isAnswer(receipt)) return {};
  const row = await gateway.storage.get('case', about.caseId);
  if (!row) return {};
  const action = about.purpose === 'supervision' ? supervisionReply(receipt) : checkAnswer(about, row, receipt);
  if (!action) return {};
  const request = {
    caseId: row.id,
    actor: terminalActor(gateway, receipt.workerId),
    roles: [],
    deskAt: receipt.terminalAt,
  };
  const decision = await decideCaseAction(gateway, { ...request, action });
  if (decision.ok) return decision.unit;
  // Somebody else was first, or it is over: the words stay as a note.
  const note = caseAction('annotate', { note: [saidIn(about, receipt), receipt.note].filter(Boolean).join('：') });
  const noted = await decideCaseAction(gateway, { ...request, action: note });
  return noted.ok ? noted.unit : {};
}

type Answer = Receipt & { state: 'done' | 'failed' | 'declined' };
function isAnswer(receipt: Receipt): receipt is Answer {
  return receipt.state === 'done' || receipt.state === 'failed' || receipt.state === 'declined';
}

/** The answer to a check that was ordered before the case was accepted. */
function checkAnswer({ kind }: Pick<About, 'kind'>, row: Case, { state, note, media }: Answer): CaseAction | null {
  if (kind !== 'check' || row.state !== 'reported') return null;
  if (state === 'declined')
    return caseAction('annotate', { note: ['未能核实', note].filter(Boolean).join('：'), media });
  return caseAction('answer-check', { found: state === 'done', note, media });
}

function supervisionReply({ state, note }: Answer): CaseAction | null {
  return state === 'done' && note.trim() ? caseAction('answer-supervision', { note }) : null;
}

function saidIn({ purpose }: Pick<About, 'purpose'>, { state }: Answer): string {
  if (purpose === 'supervision') return '督办回复';
  return { done: '核实属实', failed: '核实不属实', declined: '未能核实' }[state];
}

/** A worker as the actor of a history line. */
export function terminalActor(gateway: Gateway, workerId: string): ActorRef {
  return { id: workerId, name: gateway.directory.workers.get(workerId)?.name ?? workerId, kind: 'terminal' };
}

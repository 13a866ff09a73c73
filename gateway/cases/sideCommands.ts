import type { Case, CaseAction } from '#shared/domain/case.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { endCommand, sendNew } from '../commands/sending.ts';
import { mergeUnits, type Unit } from '../storage/storage.ts';
import type { CaseActionRequest } from './caseAction.ts';

const PRIORITY = { critical: 'flash', urgent: 'urgent', normal: 'routine' } as const;

/** Actions after which an order or check that is still open for the case has no sense any more. */
const ENDS_COMMANDS: readonly CaseAction['action'][] = [
  'dispatch',
  'return',
  'reject',
  'merge',
  'cancel',
  'settle',
  'verify-pass',
  'verify-fail',
  'escalate',
];

/** The commands an action brings about: those it issues and those it ends. */
export async function sideCommands(gateway: Gateway, row: Case, request: CaseActionRequest): Promise<Unit> {
  const ended = ENDS_COMMANDS.includes(request.action.action) ? await openCommands(gateway, row.id) : [];
  const issued = issuedBy(gateway, row, request);
  return [
    ...ended.map((command) => endCommand(gateway, command, { state: 'cancelled', cancelReason: '案件情况已变' })),
    ...issued.map(sendNew),
  ].reduce(mergeUnits, {});
}

async function openCommands(gateway: Gateway, caseId: string): Promise<Command[]> {
  const commands = await gateway.storage.children('command', caseId);
  return commands.filter(({ state }) => state === 'open' || state === 'proposed');
}

function issuedBy(gateway: Gateway, row: Case, { action, actor }: CaseActionRequest): Command[] {
  const asked = recipientsOf(row, action);
  const workerIds = asked.workerIds.filter((id) => gateway.directory.workers.has(id));
  if (!asked.kind || workerIds.length === 0) return [];
  const said = 'note' in action.payload && action.payload.note ? action.payload.note : '';
  return [
    {
      id: gateway.newId(),
      version: 1,
      kind: asked.kind,
      priority: PRIORITY[row.urgency],
      title: `${asked.verb}：${row.title}`.slice(0, 200),
      text: [row.text, said].filter(Boolean).join('\n').slice(0, 4000),
      issuedAt: gateway.now(),
      requires: 'accepted',
      caseId: row.id,
      target: { lon: row.lon, lat: row.lat, address: row.address },
      media: row.media,
      issuedBy: actor,
      workerIds,
      state: 'open',
      cancelReason: null,
    },
  ];
}

function recipientsOf(row: Case, action: CaseAction): { kind?: 'order' | 'check'; verb: string; workerIds: string[] } {
  switch (action.action) {
    case 'dispatch':
      return { kind: 'order', verb: '处置', workerIds: action.payload.workerIds ?? [] };
    case 'order-check':
      return { kind: 'check', verb: '核实', workerIds: action.payload.workerIds };
    case 'send-to-verify':
      return { kind: 'check', verb: '核查', workerIds: [action.payload.workerId] };
    case 'verify-fail':
      return { kind: 'order', verb: '返工', workerIds: row.workerIds };
    default:
      return { verb: '', workerIds: [] };
  }
}

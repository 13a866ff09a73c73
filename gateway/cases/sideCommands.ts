import { addresseesOf } from './addressees.ts';
import type { Case, CaseAction } from '#shared/domain/case.ts';
import type { Command } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { endCommand, sendNew } from '../commands/sending.ts';
import { mergeUnits, type Unit } from '../storage/storage.ts';
import type { CaseActionRequest } from './caseAction.ts';

const PRIORITY = { critical: 'flash', urgent: 'urgent', normal: 'routine' } as const;

/** Actions after which nothing that is still open for the case has sense any more. */
const ENDS_ALL: readonly CaseAction['action'][] = [
  ...(['dispatch', 'reject', 'merge', 'cancel', 'settle', 'verify-pass', 'verify-fail', 'escalate'] as const),
];

type Ends = (command: Command) => boolean;
interface Change {
  before: Case;
  after: Case;
}

/** The commands an action brings about: those it issues and those it ends. */
export async function sideCommands(gateway: Gateway, change: Change, request: CaseActionRequest): Promise<Unit> {
  const ends = endedBy(change.after, request);
  const ended = ends ? (await openCommands(gateway, change.after.id)).filter(ends) : [];
  const issued = issuedBy(gateway, change, request);
  return [
    ...ended.map((command) => endCommand(gateway, command, { state: 'cancelled', cancelReason: '案件情况已变' })),
    ...issued.map(sendNew),
  ].reduce(mergeUnits, {});
}

async function openCommands(gateway: Gateway, caseId: string): Promise<Command[]> {
  const commands = await gateway.storage.children('command', caseId);
  return commands.filter(({ state }) => state === 'open' || state === 'proposed');
}

/** Which of the case's open commands an action ends; null: it ends none. */
function endedBy(after: Case, { action: { action }, actor }: CaseActionRequest): Ends | null {
  if (ENDS_ALL.includes(action)) return () => true;
  const isOthers: Ends = ({ workerIds }) => !workerIds.includes(actor.id);
  switch (action) {
    case 'return':
    case 'unassign': {
      const acting = (after.assignments ?? []).filter(({ state }) => state !== 'returned').map(({ id }) => id);
      return ({ kind, workerIds }) => kind === 'order' && !workerIds.some((id) => acting.includes(id));
    }
    case 'accept':
      return ({ kind }) => kind === 'check';
    case 'answer-check':
      return after.checkerIds?.length ? null : (command) => command.kind === 'check' && isOthers(command);
    case 'supervise':
    case 'release-supervision':
    case 'answer-supervision':
      return (command) => command.purpose === 'supervision' && isOthers(command);
    default:
      return null;
  }
}

function issuedBy(gateway: Gateway, change: Change, { action, actor }: CaseActionRequest): Command[] {
  const asked = addresseesOf(change, action);
  if (!asked) return [];
  const { after: row } = change;
  const workerIds = asked.workerIds.filter((id) => gateway.directory.workers.has(id));
  const said = 'note' in action.payload && action.payload.note ? action.payload.note : '';
  const words = {
    kind: asked.kind,
    priority: PRIORITY[row.urgency],
    title: `${asked.verb}：${row.title}`.slice(0, 200),
    text: [asked.lead, row.text, said].filter(Boolean).join('\n').slice(0, 4000),
    issuedAt: gateway.now(),
    requires: 'accepted' as const,
    caseId: row.id,
    target: { lon: row.lon, lat: row.lat, address: row.address },
    media: row.media,
    ...(asked.purpose && { purpose: asked.purpose }),
  };
  const sent = { version: 1, issuedBy: actor, state: 'open' as const, cancelReason: null };
  // Each has one of their own, so that one of them can be taken off the case.
  return workerIds.map((id) => ({ ...words, ...sent, id: gateway.newId(), workerIds: [id] }));
}

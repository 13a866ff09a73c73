import type { Command, CommandFields } from '#shared/protocol/commands.ts';
import { endCommand, sendNew } from '../commands/sending.ts';
import type { Gateway } from '../context.ts';
import { mergeUnits, type Unit } from '../storage/storage.ts';
import { refuse } from '../wire/refusal.ts';
import { commandOf, leaving, resultOf, unusable } from './commandOps.ts';
import type { Decision, OpRequest } from './request.ts';

type Change = NonNullable<CommandFields['corrects']>['changed'][number];

/**
 * Takes a command's place by a new one to the same people, with what changed. The old one is cancelled in the same
 * commit; when the new one has to wait for a second person, the old one stays until that person agrees.
 */
export async function correctCommand(gateway: Gateway, request: OpRequest<'command.correct'>): Promise<Decision> {
  const found = await commandOf(gateway, request);
  if (!found.ok) return found;
  const old = found.command;
  if (old.state !== 'open' && old.state !== 'proposed') return refuse('conflict', '指令已经结束，不能更正', old);
  const wrong = await unusable(gateway, request.payload);
  if (wrong) return wrong;
  const changed = changesOf(old, request.payload);
  if (changed.length === 0) return refuse('invalid', '更正没有改动任何内容');
  const { kind, caseId, evenQuiet, escalate, recipients, workerIds } = old;
  const command: Command = {
    ...request.payload,
    ...{ kind, caseId, evenQuiet, escalate, recipients, workerIds },
    ...leaving(gateway, { priority: request.payload.priority, evenQuiet }, workerIds.length),
    issuedAt: gateway.now(),
    version: 1,
    issuedBy: request.actor,
    cancelReason: null,
    corrects: { id: old.id, changed },
  };
  // What has not left either has nobody to keep it for.
  const ends = command.state === 'open' || old.state === 'proposed';
  return {
    ok: true,
    unit: mergeUnits(ends ? replaced(gateway, old, command.id) : {}, sendNew(command)),
    answer: { result: resultOf(command) },
  };
}

/** The end of a command whose place another takes. */
export function replaced(gateway: Gateway, old: Command, correctedBy: string): Unit {
  return endCommand(gateway, old, { state: 'cancelled', cancelReason: '已更正', correctedBy });
}

/** What a field said, in words a worker can read; times in ms. */
const WORDS: { [F in Change['field']]: (command: Pick<CommandFields, F>) => string } = {
  title: ({ title }) => title,
  text: ({ text }) => text,
  priority: ({ priority }) => priority,
  target: ({ target }) => (target ? (target.address ?? `${target.lon},${target.lat}`) : ''),
  expiresAt: ({ expiresAt }) => (expiresAt === undefined ? '' : String(expiresAt)),
  replies: ({ replies }) => (replies ?? []).map(({ label }) => label).join('、'),
  request: ({ request }) => request ?? '',
  media: ({ media }) => (media && media.length > 0 ? `${media.length}` : ''),
  requires: ({ requires }) => requires,
};

function changesOf(old: Command, corrected: Pick<CommandFields, Change['field']>): Change[] {
  const fields = Object.keys(WORDS) as Change['field'][];
  return fields
    .filter((field) => JSON.stringify(old[field] ?? null) !== JSON.stringify(corrected[field] ?? null))
    .map((field) => ({ field, before: WORDS[field](old as never).slice(0, 4000) }));
}

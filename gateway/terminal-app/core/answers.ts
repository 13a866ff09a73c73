import { type Held, isClosed, type Said } from './inbox.ts';

/** What a worker may say of a command now, in the order of the buttons. */
export type Choice =
  | { kind: 'receipt'; state: Exclude<Said, 'read'>; reason?: true }
  | { kind: 'reply'; id: string; label: string; state: 'accepted' | 'done' }
  | { kind: 'photo' | 'voice-note' | 'video' }
  | { kind: 'safe' | 'help' };

export function choicesOf(held: Held, now: number): Choice[] {
  const { command, said } = held;
  if (isClosed(held, now)) return [];
  const request = requestChoices(held);
  if (request) return request;
  if (command.kind === 'notice' && command.requires !== 'accepted') return [];
  if (said.accepted === undefined && said.arrived === undefined)
    return [{ kind: 'receipt', state: 'accepted' }, DECLINE];
  // A supervision is replied to in words.
  if (command.purpose === 'supervision') return [{ kind: 'receipt', state: 'done', reason: true }];
  if (command.kind === 'notice') return [];
  const arrived: Choice[] = said.arrived === undefined && command.target ? [{ kind: 'receipt', state: 'arrived' }] : [];
  return [...arrived, { kind: 'receipt', state: 'done' }, { kind: 'receipt', state: 'failed', reason: true }];
}

const DECLINE: Choice = { kind: 'receipt', state: 'declined', reason: true };

/** What a typed request asks for, with one tap each; null when the command is a plain one. */
function requestChoices({ command, said }: Held): Choice[] | null {
  const { request, replies = [] } = command;
  if (request === 'locate') return [];
  if (request === 'welfare') return [{ kind: 'safe' }, { kind: 'help' }];
  if (request === 'photo' || request === 'voice-note' || request === 'video') return [{ kind: request }, DECLINE];
  // The answer to a question is all there is to do; elsewhere it is how the worker takes the command.
  const state = request === 'question' ? 'done' : 'accepted';
  if (replies.length === 0 || said[state] !== undefined) return null;
  const taps = replies.map(({ id, label }): Choice => ({ kind: 'reply', id, label, state }));
  return request === 'question' ? taps : [...taps, DECLINE];
}

import { describe, expect, it } from 'vitest';
import type { CommandFields } from '#shared/protocol/commands.ts';
import { choicesOf } from './answers.ts';
import { type Held, inOrder, isClosed, isHeld, outdated, receive, remind, replace, say, withdraw } from './inbox.ts';

const NOW = Date.UTC(2026, 5, 1, 1);
const id = (n: number) => `0190f7a2-0000-7000-8000-${String(n).padStart(12, '0')}`;

function command(n: number, fields: Partial<CommandFields> = {}): CommandFields {
  const plain = { kind: 'order', priority: 'routine', title: '请到现场', text: '', requires: 'accepted' } as const;
  return { id: id(n), issuedAt: NOW + n, ...plain, ...fields };
}
function held(n: number, fields: Partial<CommandFields> = {}): Held {
  const made = receive(undefined, command(n, fields), NOW);
  if (!made) throw new Error('not shown');
  return made;
}

describe('the commands of a terminal', () => {
  it('that press a case ask for a reply in words, once they are accepted', () => {
    const pressed = held(1, { kind: 'notice', purpose: 'supervision' });
    expect(choicesOf(pressed, NOW)).toContainEqual({ kind: 'receipt', state: 'accepted' });
    const accepted = say(pressed, 'accepted', NOW);
    expect(choicesOf(accepted, NOW)).toEqual([{ kind: 'receipt', state: 'done', reason: true }]);
    expect(choicesOf(say(accepted, 'done', NOW), NOW)).toEqual([]);
  });

  it('are shown once each, whatever comes again', () => {
    expect(receive(held(1), command(1), NOW)).toBeNull();
  });

  it('are not shown when their cancel came first', () => {
    const withdrawn = withdraw(undefined, id(1), '误发', NOW);
    expect(isHeld(withdrawn)).toBe(false);
    expect(receive(withdrawn, command(1), NOW)).toBeNull();
  });

  it('go out of sight when corrected, whether or not the cancel of the old one comes too', () => {
    const corrected = command(2, { corrects: { id: id(1), changed: [{ field: 'text', before: '一' }] } });
    const replaced = replace(held(1), corrected, NOW);
    expect(replaced).toMatchObject({ over: { why: 'corrected' } });
    expect(withdraw(replaced ?? undefined, id(1), '更正', NOW)).toEqual(replaced);
    const never = replace(undefined, corrected, NOW);
    expect(receive(never ?? undefined, command(1), NOW)).toBeNull();
  });

  it('are reminded of only while an answer is owed', () => {
    const one = held(1);
    expect(remind(one, 2, NOW)).toMatchObject({ reminded: { level: 2 } });
    expect(remind(say(one, 'read', NOW), 2, NOW)).not.toBeNull();
    expect(remind(say(one, 'accepted', NOW), 2, NOW)).toBeNull();
    expect(remind(undefined, 2, NOW)).toBeNull();
    expect(remind(held(1, { expiresAt: NOW }), 2, NOW)).toBeNull();
  });

  it('keep the time of the first receipt of each state, and its reply', () => {
    const twice = say(say(held(1), 'accepted', NOW, 'yes'), 'accepted', NOW + 5, 'no');
    expect(twice).toMatchObject({ said: { accepted: NOW }, reply: 'yes' });
  });

  it('stand in the order of urgency, closed ones last', () => {
    const closed = say(held(4, { priority: 'flash' }), 'declined', NOW);
    const list = [held(1), closed, held(2, { priority: 'flash' }), held(3)];
    expect(inOrder(list, NOW).map((one) => one.command.issuedAt - NOW)).toEqual([2, 3, 1, 4]);
  });

  it('are forgotten after a week when they are closed or were withdrawn, never while open', () => {
    const later = NOW + 8 * 24 * 3_600_000;
    const closed = say(held(1), 'done', NOW);
    const known = [closed, held(2), withdraw(undefined, id(3), '', NOW)];
    expect(outdated(known, NOW)).toEqual([]);
    expect(outdated(known, later)).toEqual([id(1), id(3)]);
  });
});

describe('what a worker may say', () => {
  const words = (one: Held) =>
    choicesOf(one, NOW).map((choice) => ('state' in choice ? `${choice.kind}:${choice.state}` : choice.kind));

  it('goes from accept to done; arriving needs a place to arrive at', () => {
    const target = { lon: 121.4, lat: 31.2 };
    expect(words(held(1))).toEqual(['receipt:accepted', 'receipt:declined']);
    expect(words(say(held(1), 'accepted', NOW))).toEqual(['receipt:done', 'receipt:failed']);
    expect(words(say(held(1, { target }), 'accepted', NOW))).toEqual([
      'receipt:arrived',
      'receipt:done',
      'receipt:failed',
    ]);
    expect(words(say(held(1), 'done', NOW))).toEqual([]);
  });

  it('is nothing for a notice that was read, and an acceptance where one is required', () => {
    expect(words(held(1, { kind: 'notice', requires: 'read' }))).toEqual([]);
    expect(words(held(1, { kind: 'notice', requires: 'accepted' }))).toEqual(['receipt:accepted', 'receipt:declined']);
    expect(isClosed(say(held(1, { kind: 'notice', requires: 'read' }), 'read', NOW), NOW)).toBe(true);
  });

  it('is one tap for a typed request', () => {
    const replies = [
      { id: 'yes', label: '有' },
      { id: 'no', label: '没有' },
    ];
    expect(words(held(1, { request: 'locate' }))).toEqual([]);
    expect(words(held(1, { request: 'photo' }))).toEqual(['photo', 'receipt:declined']);
    expect(words(held(1, { request: 'welfare' }))).toEqual(['safe', 'help']);
    expect(words(held(1, { request: 'question', replies }))).toEqual(['reply:done', 'reply:done']);
    expect(words(held(1, { replies }))).toEqual(['reply:accepted', 'reply:accepted', 'receipt:declined']);
    expect(words(say(held(1, { replies }), 'accepted', NOW, 'yes'))).toEqual(['receipt:done', 'receipt:failed']);
  });
});

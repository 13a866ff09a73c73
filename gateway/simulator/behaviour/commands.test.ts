import { describe, expect, it } from 'vitest';
import { receiptPayloadSchema, terminalCaseActionSchema } from '#shared/protocol/terminal.ts';
import { answering, commandFor, live, messages, START, story, worker, worldWith } from '../testing/people.ts';
import { metresBetween } from '#shared/district/streets/metres.ts';
import { ARRIVAL } from './fieldWork.ts';
import type { WorkerState } from './state.ts';
import { placeOf } from './walk.ts';
import { hear } from './worker.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const reliable = worldWith({
  onDuty: 1,
  coverageLoss: false,
  reportMean: Number.POSITIVE_INFINITY,
  reliableThink: 200,
});
const ordinary = worldWith({ onDuty: 1, coverageLoss: false, reportMean: Number.POSITIVE_INFINITY });
const taken = answering(() => null);

function told(state: WorkerState, world: World, fields: Parameters<typeof commandFor>[1], respond = taken, hours = 1) {
  const command = commandFor(state, fields);
  hear(state, { type: 'command', command }, START, world);
  return { command, lived: live(state, world, START, START + hours * HOUR, respond) };
}

const receiptsOf = (lived: Parameters<typeof messages>[0]) =>
  messages(lived).flatMap((message) => (message.event === 'receipt' ? [message] : []));

describe('a reliable worker', () => {
  it('works an order off: accepts, starts the case, walks there, reports back with a photo', () => {
    const state = worker(reliable, 4);
    const { lived, command } = told(state, reliable, {});
    expect(story(lived)).toEqual(['read', 'accepted', 'case:start', 'arrived', 'case:report-back', 'done']);
    for (const message of messages(lived)) {
      if (message.event === 'receipt') expect(receiptPayloadSchema.safeParse(message.payload).error).toBeUndefined();
      if (message.event !== 'case:action') continue;
      expect(terminalCaseActionSchema.safeParse(message.payload).error).toBeUndefined();
      expect(message.photos).toHaveLength(message.payload.action === 'report-back' ? 1 : 0);
    }
    const arrival = messages(lived).find((m) => m.event === 'receipt' && m.payload.state === 'arrived');
    const { lon, lat } = arrival?.event === 'receipt' ? arrival.payload : {};
    const target = command.target ?? { lon: 0, lat: 0 };
    expect(metresBetween(lon ?? 0, lat ?? 0, target.lon, target.lat)).toBeLessThan(ARRIVAL + 15);
  });

  it('goes home and patrols on afterwards', () => {
    const state = worker(reliable, 4);
    const far = worker(reliable, 15_000);
    const [lon, lat] = placeOf(far.walk);
    const { lived } = told(state, reliable, { target: { lon: lon + 0.0005, lat } }, taken, 10);
    expect(story(lived).at(-1)).toBe('done');
    expect(state.walk.trip).toBeNull();
    expect(state.walk.door).toBeNull();
    expect(state.home.includes(state.walk.nodeB)).toBe(true);
    expect(reliable.streets.nearest(...placeOf(state.walk))?.distance).toBeLessThan(0.5);
  });

  it('does an order as a plain one when the case may not be started', () => {
    const lived = told(
      worker(reliable, 4),
      reliable,
      {},
      answering(() => 'conflict'),
    ).lived;
    expect(story(lived)).toEqual(['read', 'accepted', 'case:start', 'arrived', 'done']);
  });

  it('verifies when the case is verifying, else only looks', () => {
    const check = { kind: 'check' } as const;
    expect(story(told(worker(reliable, 4), reliable, check).lived)).toEqual([
      'read',
      'accepted',
      'arrived',
      'case:verify-pass',
      'done',
    ]);
    const plain = told(
      worker(reliable, 4),
      reliable,
      check,
      answering(() => 'conflict'),
    ).lived;
    const done = messages(plain).at(-1);
    expect(done?.event === 'receipt' && done.payload.state === 'done' && (done.payload.note ?? '')).toMatch(
      /核实|查看/,
    );
  });

  it('reads a notice, accepts a muster and goes there, needs no target', () => {
    const plain = { caseId: undefined } as const;
    expect(story(told(worker(reliable, 4), reliable, { ...plain, kind: 'notice', requires: 'read' }).lived)).toEqual([
      'read',
    ]);
    expect(story(told(worker(reliable, 4), reliable, { ...plain, kind: 'muster' }).lived)).toEqual([
      'read',
      'accepted',
      'arrived',
      'done',
    ]);
    expect(story(told(worker(reliable, 4), reliable, { ...plain, target: undefined }).lived)).toEqual([
      'read',
      'accepted',
      'done',
    ]);
  });

  it('works two orders off one after the other', () => {
    const state = worker(reliable, 4);
    hear(state, { type: 'command', command: commandFor(state, { caseId: undefined }) }, START, reliable);
    const { lived } = told(state, reliable, { caseId: undefined });
    expect(story(lived).filter((word) => word === 'done')).toHaveLength(2);
    expect(story(lived).indexOf('done')).toBeLessThan(story(lived).lastIndexOf('arrived'));
  });

  it('ignores a command it has seen, and one cancelled before it came', () => {
    const state = worker(reliable, 4);
    const command = commandFor(state, { kind: 'notice', requires: 'read' });
    const cancelled = commandFor(state);
    hear(state, { type: 'cancel', commandId: cancelled.id }, START, reliable);
    for (const each of [command, command, cancelled]) hear(state, { type: 'command', command: each }, START, reliable);
    const first = live(state, reliable, START, START + HOUR);
    hear(state, { type: 'command', command }, START + HOUR, reliable);
    expect(story([...first, ...live(state, reliable, START + HOUR, START + 2 * HOUR)])).toEqual(['read']);
  });

  it('drops what is cancelled and patrols on', () => {
    const state = worker(reliable, 4);
    const command = commandFor(state);
    hear(state, { type: 'command', command }, START, reliable);
    const before = live(state, reliable, START, START + 10_000, taken);
    expect(story(before)).toContain('case:start');
    hear(state, { type: 'cancel', commandId: command.id }, START + 10_000, reliable);
    expect(story(live(state, reliable, START + 10_000, START + HOUR, taken))).toEqual([]);
    expect(state.active).toBeNull();
    expect(state.home.includes(state.walk.nodeB)).toBe(true);
  });

  it('answers typed requests: its place at once, a photo, a welfare check, a question, honestly what it cannot', () => {
    const state = worker(reliable, 4);
    const locate = commandFor(state, { request: 'locate' });
    const heard = hear(state, { type: 'command', command: locate }, START, reliable);
    const [place] = receiptsOf(heard.map((intent) => ({ at: START, intent })));
    expect(place).toMatchObject({ event: 'receipt', payload: { commandId: locate.id, state: 'done' } });
    const [lon, lat] = placeOf(state.walk);
    expect(metresBetween(lon, lat, place?.payload.lon ?? 0, place?.payload.lat ?? 0)).toBeLessThan(15);

    const answerTo = (fields: Parameters<typeof commandFor>[1]) => {
      const one = worker(reliable, 4);
      hear(one, { type: 'command', command: commandFor(one, { caseId: undefined, ...fields }) }, START, reliable);
      const said = receiptsOf(live(one, reliable, START, START + HOUR, taken));
      for (const { payload } of said) expect(receiptPayloadSchema.safeParse(payload).error).toBeUndefined();
      const last = said.at(-1);
      return last && { ...last.payload, photos: last.photos.length };
    };
    const replies = [{ id: 'yes', label: '有' }];
    expect(answerTo({ request: 'photo' })).toMatchObject({ state: 'done', photos: 1 });
    expect(answerTo({ request: 'welfare', kind: 'notice', requires: 'read' })).toMatchObject({ state: 'done' });
    expect(answerTo({ request: 'question', replies })).toMatchObject({ state: 'done', reply: 'yes' });
    expect(answerTo({ request: 'voice-note' })).toMatchObject({
      state: 'failed',
      note: expect.stringContaining('话筒'),
    });
    expect(answerTo({ replies, kind: 'notice', requires: 'read' })).toMatchObject({ state: 'accepted', reply: 'yes' });
  });

  it('replies in words to a supervision, and says when there is nothing where it was to look', () => {
    const pressed = { kind: 'notice', requires: 'accepted', purpose: 'supervision' } as const;
    const said = receiptsOf(told(worker(reliable, 4), reliable, pressed).lived).map(({ payload }) => payload);
    expect(said.map(({ state }) => state)).toEqual(['read', 'accepted', 'done']);
    expect(said.at(-1)?.note).toMatch(/。$/);
    const answers = Array.from({ length: 200 }, (_, place) => {
      const check = told(
        worker(ordinary, place),
        ordinary,
        { kind: 'check' },
        answering(() => 'conflict'),
        3,
      );
      return receiptsOf(check.lived).at(-1)?.payload;
    });
    const nothing = answers.filter((payload) => payload?.state === 'failed');
    expect(nothing.length).toBeGreaterThan(5);
    for (const payload of nothing) expect(payload?.note).toMatch(/未发现|不存在/);
    expect(answers.filter((payload) => payload?.state === 'done').length).toBeGreaterThan(nothing.length);
  });

  it('tells no place off duty', () => {
    const state = worker(worldWith({ onDuty: 0 }), 4);
    const command = commandFor(state, { request: 'locate' });
    const [said] = hear(state, { type: 'command', command }, START, reliable);
    expect(said).toMatchObject({ payload: { state: 'failed' } });
    expect(said).not.toHaveProperty('payload.lon');
  });

  it('obeys a correction instead of what it corrects', () => {
    const state = worker(reliable, 4);
    const old = commandFor(state, { caseId: undefined });
    hear(state, { type: 'command', command: old }, START, reliable);
    const corrects = { id: old.id, changed: [] };
    const command = commandFor(state, { caseId: undefined, kind: 'notice', requires: 'read', corrects });
    hear(state, { type: 'command', command }, START, reliable);
    const said = receiptsOf(live(state, reliable, START, START + HOUR, taken));
    expect(said.map(({ payload }) => payload.commandId)).toEqual([command.id]);
  });

  it('does not obey an expired command', () => {
    const lived = told(worker(reliable, 4), reliable, { expiresAt: START + 100 }).lived;
    expect(story(lived)).toEqual(['read']);
  });
});

describe('ordinary people', () => {
  const stories = Array.from({ length: 400 }, (_, place) =>
    told(worker(ordinary, place), ordinary, {}, taken, 3).lived.filter(({ intent }) => intent.type === 'message'),
  );
  const told400 = stories.map(story);
  const share = (word: string) => told400.filter((words) => words.includes(word)).length / told400.length;

  it('mostly accept and finish; some decline, return or never answer', () => {
    expect(share('read')).toBeGreaterThan(0.95);
    expect(share('accepted')).toBeGreaterThan(0.8);
    expect(share('done')).toBeGreaterThan(0.65);
    expect(share('declined')).toBeGreaterThan(0.01);
    expect(share('declined')).toBeLessThan(0.12);
    expect(share('case:return')).toBeGreaterThan(0.01);
    expect(share('case:return')).toBeLessThan(0.12);
    const silent = told400.filter((words) => words.length === 1 && words[0] === 'read').length;
    expect(silent).toBeGreaterThan(2);
    expect(silent).toBeLessThan(60);
  });

  it('answer after all when they are asked again, and sooner', () => {
    const people = Array.from({ length: 400 }, (_, place) => worker(ordinary, place));
    const answered = (hurried: boolean) =>
      people.filter((_, place) => {
        const state = worker(ordinary, place);
        const command = commandFor(state, { caseId: undefined });
        hear(state, { type: 'command', command }, START, ordinary);
        const first = live(state, ordinary, START, START + HOUR / 30);
        if (hurried) hear(state, { type: 'remind', commandId: command.id, level: 2 }, START + HOUR / 30, ordinary);
        const later = live(state, ordinary, START + HOUR / 30, START + HOUR);
        return story([...first, ...later]).some((word) => word === 'accepted' || word === 'declined');
      }).length;
    expect(answered(true)).toBe(400);
    expect(answered(false)).toBeLessThan(398);
  });

  it('answer sooner when they are punctual', () => {
    const answers: Record<string, number[]> = {};
    stories.forEach((lived, place) => {
      const accepted = lived.find(({ intent }) => story([{ at: 0, intent }])[0] === 'accepted');
      const name = worker(ordinary, place).persona.name;
      if (accepted) (answers[name] ??= []).push(accepted.at - START);
    });
    const median = (name: string) =>
      (answers[name] ?? []).sort((a, b) => a - b)[(answers[name]?.length ?? 0) >> 1] ?? 0;
    expect(median('punctual')).toBeLessThan(60_000);
    expect(median('slow')).toBeGreaterThan(median('punctual'));
  });

  it('answer a video invitation: a yes with the picture that the demo centre paints, a no with its reason', () => {
    const answers = Array.from({ length: 60 }, (_, place) =>
      hear(
        worker(ordinary, place),
        { type: 'video-invite', sessionId: commandFor(worker(ordinary)).id },
        START,
        ordinary,
      ),
    ).flatMap((intents) => messages(intents.map((intent) => ({ at: START, intent }))));
    const payloads = answers.flatMap((m) => (m.event === 'video:answer' ? [m.payload] : []));
    expect(payloads).toHaveLength(60);
    expect(payloads.some(({ accept }) => accept) && payloads.some(({ accept }) => !accept)).toBe(true);
    for (const { accept, streams, reason } of payloads) {
      expect(accept ? streams?.[0]?.url : reason).toMatch(accept ? /^\/demo\/cameras\// : /不便视频|已下班/);
    }
  });
});

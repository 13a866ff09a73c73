import { describe, expect, it } from 'vitest';
import { terminalCaseActionSchema } from '#shared/protocol/terminal.ts';
import { answering, commandFor, live, messages, START, story, worker, worldWith } from '../testing/people.ts';
import { planSettling, settle } from './settling.ts';
import type { WorkerState } from './state.ts';
import { hear } from './worker.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const settings = { onDuty: 1, coverageLoss: false, reportMean: 20 * MINUTE };
const world = worldWith(settings);

/** What a street's worth of people reported and settled in a shift. */
const lived = Array.from({ length: 40 }, (_, place) =>
  messages(live(worker(world, place), world, START, START + 8 * HOUR)),
);
const reports = lived.flat().flatMap((message) => (message.event === 'report' ? [message] : []));
const settlings = lived.flat().flatMap((message) => (message.event === 'case:action' ? [message] : []));
const reportOf = (caseId: string) => reports.find(({ payload }) => payload.id === caseId);

/** A worker who has just reported something that they will settle. */
function settlingWorker(): { state: WorkerState; at: number } {
  for (let place = 0; place < 200; place += 1) {
    const state = worker(world, place);
    for (let at = START; at < START + 2 * HOUR; at += MINUTE) {
      live(state, world, at, at + MINUTE);
      if (state.settling) return { state, at: at + MINUTE };
    }
  }
  throw new Error('nobody settles anything');
}

describe('what is settled on the spot', () => {
  it('is a small part of what is reported, minutes later, by whoever reported it', () => {
    expect(settlings.length / reports.length).toBeGreaterThan(0.01);
    expect(settlings.length / reports.length).toBeLessThan(0.15);
    for (const { payload } of settlings) {
      expect(terminalCaseActionSchema.safeParse(payload).error).toBeUndefined();
      expect(payload.action).toBe('settle');
      expect(payload.note).toMatch(/\p{Script=Han}/u);
      const after = payload.at - (reportOf(payload.caseId)?.payload.at ?? 0);
      expect(after).toBeGreaterThanOrEqual(1.5 * MINUTE);
      expect(after).toBeLessThan(6 * MINUTE);
    }
    expect(new Set(settlings.map(({ payload }) => payload.caseId)).size).toBe(settlings.length);
  });

  it('is shown as it was and as it is: the same place, in order', () => {
    for (const { payload, photos } of settlings) {
      const before = reportOf(payload.caseId)?.photos[0];
      expect(before).toMatchObject({ after: false });
      expect(photos).toEqual([{ ...before, id: expect.not.stringMatching(before?.id ?? ''), after: true }]);
    }
  });

  it('is nothing critical, and nothing that needs a trade', () => {
    const scenes = new Set(settlings.map(({ photos }) => photos[0]?.scene));
    for (const scene of scenes) expect(['rubbish', 'vehicle', 'sign', 'stall']).toContain(scene);
    const critical = world.catalogue.filter(({ type }) => type.urgency === 'critical').map(({ type }) => type.code);
    for (const { payload } of settlings) expect(critical).not.toContain(reportOf(payload.caseId)?.payload.category);
  });

  it('is left to the centre by whoever is called away or goes off duty meanwhile, and never by those who only obey', () => {
    const { state, at } = settlingWorker();
    hear(state, { type: 'command', command: commandFor(state, { priority: 'flash' }) }, at, world);
    for (const task of state.tasks) Object.assign(task, { stage: 'accepted', decision: 'accept', dueAt: at });
    const away = live(
      state,
      world,
      at,
      at + HOUR / 2,
      answering(() => null),
    );
    expect(story(away)).toContain('case:start');
    expect(story(away).filter((word) => word === 'case:settle')).toEqual([]);

    const off = settlingWorker();
    off.state.nextDutyAt = off.at;
    expect(story(live(off.state, world, off.at, off.at + HOUR / 4))).toEqual([]);
    expect(off.state.settling).toBeNull();

    const obedient = worker(worldWith({ ...settings, reliableThink: 200 }));
    const [entry] = world.catalogue.filter(({ scene, type }) => scene === 'rubbish' && type.urgency !== 'critical');
    const before = { id: 'p', scene: 'rubbish', seed: 1, after: false } as const;
    if (!entry) throw new Error('no rubbish in the catalogue');
    for (let n = 0; n < 50; n += 1) {
      expect(planSettling(obedient, entry, { id: 'c', before }, START, world)).toBeNull();
    }
  });

  it('is told once', () => {
    const { state } = settlingWorker();
    const out: Parameters<typeof settle>[2] = [];
    settle(state, START, out);
    settle(state, START, out);
    expect(out).toHaveLength(1);
  });
});

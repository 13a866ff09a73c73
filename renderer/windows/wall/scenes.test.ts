import { describe, expect, it } from 'vitest';
import { NO_FILTER } from '#shared/contract/mapView.ts';
import type { WallVideo } from '#shared/contract/wallVideo.ts';
import { USUAL_PLAN, type WallPlan } from '#shared/contract/wallPlan.ts';
import { FOCUS_MS, type Focus, shownPlace, shownScene, startWall, stepWall, type WallState } from './scenes.ts';

/** Three scenes that always have something to show, then two that may not. */
const PLAN: WallPlan = {
  ...USUAL_PLAN,
  tour: [
    { scene: 'situation', seconds: 45 },
    { scene: 'figures', seconds: 20 },
    { scene: 'cases', seconds: 20 },
    { scene: 'musters', seconds: 20 },
    { scene: 'video', seconds: 60 },
  ],
};
const [SITUATION, FIGURES, CASES] = [45_000, 20_000, 20_000];
const sos = (id: string): Focus => ({ id, kind: 'sos', title: id, at: 0, lon: 121.46, lat: 31.19 });
const pass = (state: WallState, now: number) => stepWall(state, { type: 'time' }, now);

describe('the wall', () => {
  it('tours its scenes, each for its time, and comes round', () => {
    let state = startWall(0, PLAN);
    const seen: string[] = [];
    for (let now = 0; now <= SITUATION + FIGURES + CASES; now += 500) {
      state = pass(state, now);
      if (seen.at(-1) !== shownScene(state)) seen.push(shownScene(state));
    }
    expect(seen).toEqual(['situation', 'figures', 'cases', 'situation']);
  });

  it('[ST222] tours what the desk gave it of video, and only then', () => {
    const video: WallVideo = { layout: '4', tiles: [{ kind: 'source', sourceId: 'a' }] };
    const given = { type: 'cue', scene: 'video', place: null, video } as const;
    const shown = stepWall(startWall(0, PLAN), given, 0);
    expect([shownScene(shown), shown.video]).toEqual(['video', video]);
    let state = stepWall(shown, { type: 'cue', scene: 'tour', place: null }, 1);
    const seen = new Set<string>();
    for (let now = 0; now <= 200_000; now += 500) {
      state = pass(state, now);
      seen.add(shownScene(state));
    }
    expect([...seen]).toEqual(['situation', 'figures', 'cases', 'video']);
  });

  it('goes to a critical event for 20 s and returns to the scene it left', () => {
    const before = pass(startWall(0, PLAN), SITUATION);
    expect(shownScene(before)).toBe('figures');
    const at = SITUATION + 1000;
    const during = stepWall(before, { type: 'critical', focus: sos('a') }, at);
    expect(shownScene(during)).toBe('situation');
    expect(pass(during, at + FOCUS_MS - 1).focus?.event.id).toBe('a');
    const after = pass(during, at + FOCUS_MS);
    expect([after.focus, shownScene(after)]).toEqual([null, 'figures']);
  });

  it('shows events one after another, each once', () => {
    let state = stepWall(startWall(0, PLAN), { type: 'critical', focus: sos('a') }, 0);
    state = stepWall(state, { type: 'critical', focus: sos('b') }, 1);
    state = stepWall(state, { type: 'critical', focus: sos('a') }, 2);
    state = stepWall(state, { type: 'critical', focus: sos('b') }, 3);
    expect(state.waiting.map(({ id }) => id)).toEqual(['b']);
    state = pass(state, FOCUS_MS);
    expect(state.focus?.event.id).toBe('b');
    const over = pass(state, 2 * FOCUS_MS);
    expect(over.focus).toBeNull();
    // Its list is read again and again while it is fresh.
    expect(stepWall(over, { type: 'critical', focus: sos('a') }, 2 * FOCUS_MS + 1).focus).toBeNull();
  });

  it('stays where the desk put it until the desk lets it tour', () => {
    const held = stepWall(startWall(0, PLAN), { type: 'cue', scene: 'cases', place: null }, 10);
    expect(shownScene(pass(held, 10 * SITUATION))).toBe('cases');
    expect(stepWall(held, { type: 'cue', scene: 'tour', place: null }, 20).mode).toBe('tour');
  });

  it('keeps a place the desk shows, and comes back to it after a critical event is over', () => {
    const shown = { ...sos('cue'), kind: 'cue' as const };
    const held = stepWall(startWall(0, PLAN), { type: 'cue', scene: 'situation', place: shown }, 0);
    expect(shownPlace(pass(held, 1e9))?.id).toBe('cue');
    const alarm = stepWall(held, { type: 'critical', focus: sos('a') }, 1000);
    expect(shownPlace(alarm)?.id).toBe('a');
    expect(shownPlace(pass(alarm, 1000 + FOCUS_MS))?.id).toBe('cue');
  });

  it('shows musters in its tour while one is on', () => {
    const start = stepWall(startWall(0, PLAN), { type: 'musters', running: 1 }, 0);
    const seen = new Set<string>();
    for (let now = 0, state = start; now <= 200_000; now += 500) {
      state = pass(state, now);
      seen.add(shownScene(state));
    }
    expect([...seen]).toEqual(['situation', 'figures', 'cases', 'musters']);
  });

  it('follows the time of day until a desk says otherwise, and begins anew with another plan', () => {
    const eight = Date.parse('2026-03-02T08:00:00+08:00');
    const plan: WallPlan = { ...PLAN, schedule: [{ at: '08:00', scene: 'cases' }] };
    const before = startWall(eight - 3_600_000, { ...plan, schedule: [] });
    const planned = stepWall(before, { type: 'plan', plan }, eight - 1000);
    expect([shownScene(planned), planned.mode], 'what was said yesterday at eight').toEqual(['cases', 'scheduled']);
    const told = stepWall(planned, { type: 'cue', scene: 'figures', place: null }, eight - 500);
    expect(shownScene(pass(told, eight - 1))).toBe('figures');
    expect(shownScene(pass(told, eight))).toBe('cases');
    expect(stepWall(told, { type: 'plan', plan: structuredClone(plan) }, eight - 1)).toBe(told);
  });

  it('[ST344] visits places one after another, each for its time, and goes on with the one a critical event took it from', () => {
    const place = (name: string, lon: number) => ({ name, lon, lat: 31.2, zoom: 15 });
    const tour: WallPlan['tour'] = [
      { scene: 'situation', seconds: 10 },
      { scene: 'situation', seconds: 20, place: place('东门', 121.41) },
      { scene: 'situation', seconds: 20, place: place('西区', 121.42) },
      // Only the map can be taken anywhere.
      { scene: 'figures', seconds: 10, place: place('无', 121.43) },
    ];
    const start = startWall(0, { ...PLAN, tour });
    const seen: (string | undefined)[] = [];
    for (let now = 0, state = start; now <= 60_000; now += 500) {
      state = pass(state, now);
      const title = shownPlace(state)?.title;
      if (seen.length === 0 || seen.at(-1) !== title) seen.push(title);
    }
    expect(seen).toEqual([undefined, '东门', '西区', undefined]);

    const there = pass(start, 10_000);
    const again = pass(there, 15_000);
    expect(shownPlace(again), 'the same object: the map is not sent there twice').toBe(shownPlace(there));
    const alarm = stepWall(again, { type: 'critical', focus: sos('a') }, 15_000);
    expect(shownPlace(alarm)?.id).toBe('a');
    const back = pass(alarm, 15_000 + FOCUS_MS);
    expect(shownPlace(back)?.title).toBe('东门');
    expect(shownPlace(pass(back, 15_000 + FOCUS_MS + 19_999))?.title, 'its whole time begins anew').toBe('东门');
    expect(shownPlace(pass(back, 15_000 + FOCUS_MS + 20_000))?.title).toBe('西区');
    expect(shownPlace(stepWall(back, { type: 'cue', scene: 'situation', place: null }, 40_000))).toBeNull();
  });

  it('[ST363] shows what a view shows as long as its stop lasts, on its own and by the time of day', () => {
    const shows = { layers: { on: { fill: true }, order: [], opacity: {}, options: {} }, filter: NO_FILTER };
    const place = { name: '防汛', lon: 121.41, lat: 31.2, zoom: 15, shows };
    const tour: WallPlan['tour'] = [
      { scene: 'situation', seconds: 10, place },
      { scene: 'figures', seconds: 10 },
      { scene: 'situation', seconds: 10 },
    ];
    const start = startWall(0, { ...PLAN, tour });
    expect(shownPlace(start)?.shows).toBe(shows);
    const alarm = stepWall(start, { type: 'critical', focus: sos('a') }, 1000);
    expect(shownPlace(alarm)?.shows, 'a critical event is seen as on every wall').toBeUndefined();
    expect(shownPlace(pass(alarm, 1000 + FOCUS_MS))?.shows).toBe(shows);
    expect(shownPlace(pass(start, 10_000)), 'behind another scene the map is its own').toBeNull();

    const eight = Date.parse('2026-03-02T08:00:00+08:00');
    const schedule: WallPlan['schedule'] = [{ at: '08:00', scene: 'situation', place }];
    const scheduled = startWall(eight, { ...PLAN, schedule });
    expect([scheduled.mode, shownPlace(scheduled)?.title, shownPlace(scheduled)?.shows]).toEqual([
      'scheduled',
      '防汛',
      shows,
    ]);
    const told = stepWall(scheduled, { type: 'cue', scene: 'situation', place: null }, eight + 1);
    expect(shownPlace(told)).toBeNull();
  });

  it('leaves the map where it is when critical events are not for this wall', () => {
    const quiet = startWall(0, { ...PLAN, critical: false });
    expect(stepWall(quiet, { type: 'critical', focus: sos('a') }, 1).focus).toBeNull();
  });
});

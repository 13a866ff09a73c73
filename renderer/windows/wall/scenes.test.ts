// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { DWELL, FOCUS_MS, type Focus, shownPlace, shownScene, startWall, stepWall, type WallState } from './scenes.ts';

const sos = (id: string): Focus => ({ id, kind: 'sos', title: id, at: 0, lon: 121.46, lat: 31.19 });
const pass = (state: WallState, now: number) => stepWall(state, { type: 'time' }, now);

describe('the wall', () => {
  it('tours its scenes, each for its time, and comes round', () => {
    let state = startWall(0);
    const seen: string[] = [];
    for (let now = 0; now <= DWELL.situation + DWELL.figures + DWELL.cases; now += 500) {
      state = pass(state, now);
      if (seen.at(-1) !== shownScene(state)) seen.push(shownScene(state));
    }
    expect(seen).toEqual(['situation', 'figures', 'cases', 'situation']);
  });

  it('goes to a critical event for 20 s and returns to the scene it left', () => {
    const before = pass(startWall(0), DWELL.situation);
    expect(shownScene(before)).toBe('figures');
    const at = DWELL.situation + 1000;
    const during = stepWall(before, { type: 'critical', focus: sos('a') }, at);
    expect(shownScene(during)).toBe('situation');
    expect(pass(during, at + FOCUS_MS - 1).focus?.event.id).toBe('a');
    const after = pass(during, at + FOCUS_MS);
    expect([after.focus, shownScene(after)]).toEqual([null, 'figures']);
  });

  it('shows events one after another, each once', () => {
    let state = stepWall(startWall(0), { type: 'critical', focus: sos('a') }, 0);
    state = stepWall(state, { type: 'critical', focus: sos('b') }, 1);
    state = stepWall(state, { type: 'critical', focus: sos('a') }, 2);
    state = stepWall(state, { type: 'critical', focus: sos('b') }, 3);
    expect(state.waiting.map(({ id }) => id)).toEqual(['b']);
    state = pass(state, FOCUS_MS);
    expect(state.focus?.event.id).toBe('b');
    expect(pass(state, 2 * FOCUS_MS).focus).toBeNull();
  });

  it('stays where the desk put it until the desk lets it tour', () => {
    const held = stepWall(startWall(0), { type: 'cue', scene: 'cases', place: null }, 10);
    expect(shownScene(pass(held, 10 * DWELL.situation))).toBe('cases');
    expect(stepWall(held, { type: 'cue', scene: 'tour', place: null }, 20).mode).toBe('tour');
  });

  it('keeps a place the desk shows, and comes back to it after a critical event is over', () => {
    const shown = { ...sos('cue'), kind: 'cue' as const };
    const held = stepWall(startWall(0), { type: 'cue', scene: 'situation', place: shown }, 0);
    expect(shownPlace(pass(held, 1e9))?.id).toBe('cue');
    const alarm = stepWall(held, { type: 'critical', focus: sos('a') }, 1000);
    expect(shownPlace(alarm)?.id).toBe('a');
    expect(shownPlace(pass(alarm, 1000 + FOCUS_MS))?.id).toBe('cue');
  });
});

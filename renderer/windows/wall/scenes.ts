import type { Alarm } from '#shared/contract/alarmViews.ts';
import type { Scheduled, TourPlace, WallPlan, WallScene } from '#shared/contract/wallPlan.ts';
import type { MapShows } from '#shared/contract/mapView.ts';
import type { WallVideo } from '#shared/contract/wallVideo.ts';
import { dueEntry } from './schedule.ts';

/** Which picture the wall shows: a pure machine of its plan, the desk's cues, and critical events. Times are ms. */

/** How long a critical event holds the map. */
export const FOCUS_MS = 20_000;
/** More than these wait for nobody: the latest are shown. */
const MOST_WAITING = 3;
/** ids that are remembered: an alarm is heard of more than once, and takes the map once */
const MOST_REMEMBERED = 200;

/** A place the map goes to. */
export interface Focus {
  id: string;
  title: string;
  /** `tour`: the wall's own plan says so, nothing happened there */
  kind: Alarm['kind'] | 'cue' | 'tour';
  at: number;
  lon: number;
  lat: number;
  zoom?: number;
  /** what the map shows as long as it is there; absent: its own */
  shows?: MapShows;
}

export interface WallState {
  /** `tour` changes by itself; `held` stays where the desk put it, `scheduled` where the time of day did */
  mode: 'tour' | 'held' | 'scheduled';
  scene: WallScene;
  /** which stop of the tour `scene` is; -1: it was chosen, not toured */
  stop: number;
  plan: WallPlan;
  /** until when the schedule was followed; null: not yet */
  followed: number | null;
  /** what the musters' scene has to show: without any the tour passes it over */
  musters: number;
  since: number;
  /** a critical event holds the map */
  focus: { event: Focus; until: number } | null;
  /** the place the desk shows, until its next cue */
  place: Focus | null;
  /** the place of the tour's stop, or of the schedule's entry; the same object as long as the map stays there */
  visiting: Focus | null;
  waiting: Focus[];
  /** ids of the latest events that took the map or wait for it */
  known: readonly string[];
  /** what the desk gave the wall to show of video; null: nothing, and the tour passes video over */
  video: WallVideo | null;
}

export type WallEvent =
  | { type: 'time' }
  | { type: 'critical'; focus: Focus }
  /** `tour` lets it go on by itself again */
  /** `video`: another arrangement of tiles; absent: as before */
  | { type: 'cue'; scene: Scheduled['scene']; place: Focus | null; video?: WallVideo }
  | { type: 'plan'; plan: WallPlan }
  | { type: 'musters'; running: number };

export function startWall(now: number, plan: WallPlan): WallState {
  const first: WallState = {
    mode: 'tour',
    scene: 'situation',
    stop: -1,
    since: now,
    plan,
    followed: null,
    musters: 0,
    focus: null,
    place: null,
    visiting: null,
    waiting: [],
    known: [],
    video: null,
  };
  return followSchedule(startTour(first, now), now);
}

export function stepWall(state: WallState, event: WallEvent, now: number): WallState {
  switch (event.type) {
    case 'critical':
      return state.plan.critical ? takeCritical(state, event.focus, now) : state;
    case 'cue':
      return takeCue(state, event, now);
    case 'plan':
      return takePlan(state, event.plan, now);
    case 'musters':
      return { ...state, musters: event.running };
    case 'time':
      return passTime(followSchedule(state, now), now);
  }
}

/** What is on the wall: a critical event always shows on the map. */
export function shownScene(state: WallState): WallScene {
  return state.focus ? 'situation' : state.scene;
}

/** Where the map is taken to: a critical event first, then the place the desk shows, then the one the tour has come to. */
export function shownPlace(state: WallState): Focus | null {
  return state.focus?.event ?? state.place ?? state.visiting;
}

function takeCritical(state: WallState, event: Focus, now: number): WallState {
  if (state.known.includes(event.id)) return state;
  const known = [...state.known, event.id].slice(-MOST_REMEMBERED);
  if (!state.focus) return { ...state, known, focus: { event, until: now + FOCUS_MS } };
  return { ...state, known, waiting: [...state.waiting, event].slice(-MOST_WAITING) };
}

function takeCue(state: WallState, event: Extract<WallEvent, { type: 'cue' }>, now: number): WallState {
  const { scene, place, video = state.video } = event;
  const told = { ...state, place, video };
  return scene === 'tour'
    ? startTour(told, now)
    : { ...told, mode: 'held', scene, stop: -1, visiting: null, since: now };
}

/** Another plan begins anew; the same one, read again with other settings, changes nothing. */
function takePlan(state: WallState, plan: WallPlan, now: number): WallState {
  if (JSON.stringify(plan) === JSON.stringify(state.plan)) return state;
  return followSchedule(startTour({ ...state, plan, followed: null }, now), now);
}

function startTour(state: WallState, now: number): WallState {
  return nextStop({ ...state, mode: 'tour', stop: -1 }, now);
}

/** Whether a scene has anything to show. */
function hasMatter({ video, musters }: WallState, scene: WallScene): boolean {
  if (scene === 'video') return video !== null;
  return scene !== 'musters' || musters > 0;
}

function nextStop(state: WallState, now: number): WallState {
  const { tour } = state.plan;
  for (let n = 1; n <= tour.length; n += 1) {
    const stop = (state.stop + n) % tour.length;
    const next = tour[stop];
    if (next && hasMatter(state, next.scene))
      return { ...state, scene: next.scene, stop, visiting: visitOf(next, `tour-${stop}`, now), since: now };
  }
  return { ...state, scene: 'situation', stop: -1, visiting: null, since: now };
}

/** The place that the plan names with a scene. Behind another scene than the map this stays at home. */
function visitOf(planned: { scene: string; place?: TourPlace }, id: string, now: number): Focus | null {
  const { scene, place } = planned;
  if (scene !== 'situation' || !place) return null;
  const { name, ...at } = place;
  return { id, kind: 'tour', title: name, at: now, ...at };
}

/** Does what the schedule says for the time that has passed; until then, what a desk says holds. */
function followSchedule(state: WallState, now: number): WallState {
  const due = dueEntry(state.plan.schedule, state.followed, now);
  const followed = { ...state, followed: now };
  if (due === null) return followed;
  const { scene, at } = due;
  if (scene === 'tour') return startTour({ ...followed, place: null }, now);
  const visiting = visitOf(due, `scheduled-${at}`, now);
  return { ...followed, mode: 'scheduled', scene, stop: -1, visiting, since: now, place: null };
}

function passTime(state: WallState, now: number): WallState {
  if (state.focus) {
    if (now < state.focus.until) return state;
    const [next, ...waiting] = state.waiting;
    const focus = next ? { event: next, until: now + FOCUS_MS } : null;
    return { ...state, focus, waiting, since: now };
  }
  const seconds = state.plan.tour[state.stop]?.seconds ?? 0;
  return state.mode !== 'tour' || now - state.since < seconds * 1000 ? state : nextStop(state, now);
}

/** Which picture the wall shows: a pure machine of the tour, the desk's cues, and critical events. Times are ms. */

export const SCENES = ['situation', 'figures', 'cases'] as const;
export type Scene = (typeof SCENES)[number];

/** How long each scene stays while the wall tours. */
export const DWELL: Record<Scene, number> = { situation: 45_000, figures: 20_000, cases: 20_000 };
/** How long a critical event holds the map. */
export const FOCUS_MS = 20_000;
/** More than these wait for nobody: the latest are shown. */
const MOST_WAITING = 3;

/** A place the map goes to. */
export interface Focus {
  id: string;
  title: string;
  kind: 'sos' | 'critical-case' | 'cue';
  at: number;
  lon: number;
  lat: number;
  zoom?: number;
}

export interface WallState {
  /** `tour` changes by itself; `held` stays where the desk put it */
  mode: 'tour' | 'held';
  scene: Scene;
  since: number;
  /** a critical event holds the map */
  focus: { event: Focus; until: number } | null;
  /** the place the desk shows, until its next cue */
  place: Focus | null;
  waiting: Focus[];
}

export type WallEvent =
  | { type: 'time' }
  | { type: 'critical'; focus: Focus }
  /** `tour` lets it go on by itself again */
  | { type: 'cue'; scene: Scene | 'tour'; place: Focus | null };

export function startWall(now: number): WallState {
  return { mode: 'tour', scene: 'situation', since: now, focus: null, place: null, waiting: [] };
}

export function stepWall(state: WallState, event: WallEvent, now: number): WallState {
  if (event.type === 'critical') return takeCritical(state, event.focus, now);
  if (event.type === 'cue') return takeCue(state, event.scene, event.place, now);
  return passTime(state, now);
}

/** What is on the wall: a critical event always shows on the map. */
export function shownScene(state: WallState): Scene {
  return state.focus ? 'situation' : state.scene;
}

/** Where the map is taken to: a critical event first, else the place the desk shows. */
export function shownPlace(state: WallState): Focus | null {
  return state.focus?.event ?? state.place;
}

function takeCritical(state: WallState, event: Focus, now: number): WallState {
  if (state.focus?.event.id === event.id || state.waiting.some(({ id }) => id === event.id)) return state;
  if (!state.focus) return { ...state, focus: { event, until: now + FOCUS_MS } };
  return { ...state, waiting: [...state.waiting, event].slice(-MOST_WAITING) };
}

function takeCue(state: WallState, scene: Scene | 'tour', place: Focus | null, now: number): WallState {
  const mode = scene === 'tour' ? 'tour' : 'held';
  return { ...state, mode, scene: scene === 'tour' ? 'situation' : scene, since: now, place };
}

function passTime(state: WallState, now: number): WallState {
  if (state.focus) {
    if (now < state.focus.until) return state;
    const [next, ...waiting] = state.waiting;
    const focus = next ? { event: next, until: now + FOCUS_MS } : null;
    return { ...state, focus, waiting, since: now };
  }
  if (state.mode === 'held' || now - state.since < DWELL[state.scene]) return state;
  const next = SCENES[(SCENES.indexOf(state.scene) + 1) % SCENES.length] ?? 'situation';
  return { ...state, scene: next, since: now };
}

import type { Bbox } from '../../geo/index.ts';

/** What the rules of alarms look at: people on duty, and areas that were drawn. */

/** Where a worker was last heard from, WGS-84; speed in m/s. */
export interface Place {
  lon: number;
  lat: number;
  t: number;
  speed: number;
}
/** A worker on duty, as the centre knows them. */
export interface OnDuty {
  id: string;
  dutySince: number;
  place: Place | null;
  outOfGrid: boolean;
  /** handles a case */
  busy: boolean;
}

/** An area that somebody drew, as the rules need it. */
export interface WatchedArea {
  id: string;
  kind: 'hazard' | 'geofence';
  /** holds all of it */
  box: Readonly<Bbox>;
  isWithin(place: Place): boolean;
  /** metres from the place to the area; 0 in it */
  distance(place: Place): number;
}

/** An older fix tells nothing of where somebody is. */
const FRESH_MS = 2 * 60_000;

/** Where somebody is now; null when nobody can tell. */
export function freshPlace({ place }: OnDuty, now: number): Place | null {
  return place && now - place.t <= FRESH_MS ? place : null;
}

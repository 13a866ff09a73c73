import type { Position } from '#shared/protocol/terminal.ts';

/** Where the phone is, by its own receiver: WGS-84. */

export type PlaceProblem = 'insecure' | 'denied' | 'unknown';

/** How old a known place may be to stand for now, and how long to wait for a new one, ms. */
const FRESH = 15_000;
const PATIENCE = 10_000;
const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: FRESH, timeout: PATIENCE };

/** Browsers tell a place only to pages that came encrypted or from this same machine. */
const isAllowed = (): boolean => isSecureContext && 'geolocation' in navigator;

/** The place now, or `maximumAge` ms ago at most, in the centre's time (`now`). */
export function placeNow(now: () => number, maximumAge = FRESH): Promise<Position | PlaceProblem> {
  if (!isAllowed()) return Promise.resolve('insecure');
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (found) => resolve(toPosition(found, now())),
      (error) => resolve(problemOf(error)),
      { ...OPTIONS, maximumAge },
    );
  });
}

/** Follows the place until the function it returns is called; places from before it was called are not told. */
export function watchPlace(
  now: () => number,
  found: (position: Position) => void,
  failed: (problem: PlaceProblem) => void,
): () => void {
  if (!isAllowed()) {
    failed('insecure');
    return () => undefined;
  }
  const watch = navigator.geolocation.watchPosition(
    (place) => found(toPosition(place, now())),
    (error) => failed(problemOf(error)),
    { ...OPTIONS, maximumAge: 0, timeout: 60_000 },
  );
  return () => navigator.geolocation.clearWatch(watch);
}

function problemOf({ code }: GeolocationPositionError): PlaceProblem {
  return code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : 'unknown';
}

/** The receiver's clock is not the centre's: the fix is as old as the phone says it is. */
function toPosition({ coords, timestamp }: GeolocationPosition, now: number): Position {
  const age = Math.max(0, Math.min(Date.now() - timestamp, FRESH));
  const { longitude, latitude, accuracy, speed, heading } = coords;
  return {
    t: Math.round(now - age),
    lon: Number(longitude.toFixed(6)),
    lat: Number(latitude.toFixed(6)),
    accuracy: Math.min(100_000, Math.round(accuracy)),
    ...(speed !== null && speed >= 0 && speed <= 150 ? { speed: Number(speed.toFixed(1)) } : {}),
    ...(heading !== null && heading >= 0 && heading <= 360 ? { heading: Math.round(heading) } : {}),
  };
}

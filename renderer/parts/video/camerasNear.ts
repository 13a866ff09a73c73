import type { VideoSourceView } from '#shared/contract/video.ts';
import { distanceMeters, type PointLike } from '#shared/geo/index.ts';

const MOST_CAMERAS = 4;
/** farther away a camera shows nothing of the place, metres */
const FAR = 1500;

/** The cameras that can be played and are nearest to a place, nearest first. */
export function camerasNear(
  sources: readonly VideoSourceView[],
  place: PointLike,
): { source: VideoSourceView; away: number }[] {
  return sources
    .map((source) => ({ source, away: distanceMeters(source, place) }))
    .filter(({ source, away }) => source.kind === 'camera' && source.streams.length > 0 && away <= FAR)
    .toSorted((a, b) => a.away - b.away)
    .slice(0, MOST_CAMERAS);
}
